package com.unifiedbx.pbx.rest;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// The one place where what a REST operation throws becomes an answer.
@RestControllerAdvice
class RestErrors {

  private final Problems problems;

  RestErrors(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  void refused(RefusedException e, HttpServletResponse response) throws IOException {
    problems.write(response, e.refusal());
  }

  @ExceptionHandler
  void unreadable(HttpMessageNotReadableException e, HttpServletResponse response)
      throws IOException {
    problems.write(response, reading(e.getCause()));
  }

  @ExceptionHandler
  void wrongType(MethodArgumentTypeMismatchException e, HttpServletResponse response)
      throws IOException {
    problems.write(
        response, Refusal.badValue(e.getName(), e.getName() + " has a value that can't be read."));
  }

  @ExceptionHandler
  void missing(MissingServletRequestParameterException e, HttpServletResponse response)
      throws IOException {
    problems.write(
        response, Refusal.badValue(e.getParameterName(), e.getParameterName() + " is missing."));
  }

  @ExceptionHandler
  void unknownPath(NoResourceFoundException e, HttpServletResponse response) throws IOException {
    problems.write(response, Refusal.notFound("There is nothing at this path."));
  }

  @ExceptionHandler
  void wrongMethod(HttpRequestMethodNotSupportedException e, HttpServletResponse response)
      throws IOException {
    response.setHeader(
        "Allow",
        String.join(
            ", ",
            e.getSupportedHttpMethods() == null
                ? java.util.List.of()
                : e.getSupportedHttpMethods().stream().map(Object::toString).toList()));
    problems.write(
        response,
        Refusal.of(
            Refusal.Kind.WRONG_METHOD,
            "method_not_allowed",
            "This path has no " + e.getMethod() + "."));
  }

  @ExceptionHandler
  void fault(Exception e, HttpServletResponse response) throws IOException {
    problems.write(response, Faults.refusal(e));
  }

  private static Refusal reading(@Nullable Throwable cause) {
    return switch (cause) {
      case UnrecognizedPropertyException e ->
          Refusal.badValue(path(e), "There is no member '" + e.getPropertyName() + "'.");
      case DatabindException e when !e.getPath().isEmpty() ->
          Refusal.badValue(path(e), path(e) + " has a value of the wrong type.");
      case JacksonException e ->
          Refusal.of(Refusal.Kind.UNREADABLE, "invalid_json", "The body is not valid JSON.");
      case null, default ->
          Refusal.of(Refusal.Kind.UNREADABLE, "invalid_json", "Send a JSON body.");
    };
  }

  private static String path(DatabindException e) {
    var names =
        e.getPath().stream()
            .map(part ->
                part.getPropertyName() == null
                    ? "[" + part.getIndex() + "]"
                    : part.getPropertyName())
            .toList();
    return String.join(".", names);
  }
}
