package com.unifiedbx.pbx.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The scope that a caller needs for an operation: put it on every controller method, REST and
/// GraphQL alike.
///
/// It is the one declaration: the check, the schema's `@requires` and OpenAPI's `x-required-scope`
/// all read it here.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresScope {

  Scope value();
}
