package com.unifiedbx.pbx.ratelimit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The operation sets up a call or dials a further leg of one: put it on the controller method,
/// REST and GraphQL alike, beside `@RequiresScope`. Such operations have a limit of their own,
/// since each costs Asterisk much more than a request costs the API.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Originates {}
