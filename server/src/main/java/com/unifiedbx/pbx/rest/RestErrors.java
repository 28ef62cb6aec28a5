package com.unifiedbx.pbx.rest;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

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
    problems.write(response, Unreadable.refusal(e.getCause()));
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
}
