package com.unifiedbx.pbx.admin.frame;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import com.unifiedbx.pbx.rest.Faults;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// Turns what goes wrong in the console into a page of the console: a refusal, a path that is not
/// there, the database away. The API's errors are not touched.
@Component
public class ConsoleErrors implements HandlerExceptionResolver, Ordered {

  static final String PATH = "/admin/problem";

  private static final String REFUSAL = ConsoleErrors.class.getName() + ".refusal";

  /// Before the one that answers for the API.
  @Override
  public int getOrder() {
    return -1;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    if (!isConsole(request)) {
      return null;
    }
    try {
      response.resetBuffer();
      show(request, response, refusal(failure));
      return new ModelAndView();
    } catch (ServletException | IOException gone) {
      return null;
    }
  }

  /// Answers with the page that tells of it.
  public void show(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws ServletException, IOException {
    request.setAttribute(REFUSAL, refusal);
    request.getRequestDispatcher(PATH).forward(request, response);
  }

  /// For what goes wrong before a page is reached, and while one is written.
  public Filter filter() {
    return new OncePerRequestFilter() {
      @Override
      protected void doFilterInternal(
          HttpServletRequest request, HttpServletResponse response, FilterChain chain)
          throws ServletException, IOException {
        try {
          chain.doFilter(request, response);
        } catch (ServletException | RuntimeException failure) {
          if (response.isCommitted() || isShowing(request)) {
            throw failure;
          }
          response.resetBuffer();
          show(request, response, Faults.refusal(failure));
        }
      }
    };
  }

  /// Whether this request is being answered with what went wrong.
  static boolean isShowing(HttpServletRequest request) {
    return request.getAttribute(REFUSAL) != null;
  }

  static @Nullable Refusal shown(HttpServletRequest request) {
    return (Refusal) request.getAttribute(REFUSAL);
  }

  private static boolean isConsole(HttpServletRequest request) {
    var path = request.getRequestURI().substring(request.getContextPath().length());
    return path.equals("/")
        || path.equals("/admin")
        || (path.startsWith("/admin/") && !path.startsWith("/admin/api/api"));
  }

  private static Refusal refusal(Exception failure) {
    return switch (failure) {
      case RefusedException refused -> refused.refusal();
      case NoResourceFoundException _ -> Refusal.notFound("There is no such page.");
      case HttpRequestMethodNotSupportedException _ ->
          Refusal.of(
              Refusal.Kind.WRONG_METHOD, "method_not_allowed", "This page can't be asked for so.");
      case MethodArgumentTypeMismatchException wrong ->
          Refusal.badValue(wrong.getName(), wrong.getName() + " has a value that can't be read.");
      case MissingServletRequestParameterException missing ->
          Refusal.badValue(missing.getParameterName(), missing.getParameterName() + " is missing.");
      case ServletRequestBindingException _ ->
          Refusal.of(Refusal.Kind.UNREADABLE, "invalid_request", "The request can't be read.");
      default -> Faults.refusal(failure);
    };
  }
}
