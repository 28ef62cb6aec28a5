package com.unifiedbx.pbx.rest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What the OpenAPI document says of an operation and can't know from its method. Optional, on any
/// REST controller method.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Described {

  /// One line that says what the operation does.
  String value();

  /// Query parameters that the method reads by itself; one text may name several, with commas.
  String[] query() default {};

  /// The type of the body, where the method reads it by itself.
  Class<?> body() default void.class;

  /// The type of the answer, where the method's own does not say.
  Class<?> answer() default void.class;

  /// The status of a success.
  int status() default 200;
}
