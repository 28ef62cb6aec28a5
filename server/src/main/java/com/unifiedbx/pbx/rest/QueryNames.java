package com.unifiedbx.pbx.rest;

import com.unifiedbx.pbx.kernel.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Refuses query parameters that an operation does not know: a filter that is misspelt must not
/// answer as if there was none.
///
/// What an operation knows is what its method declares with `@RequestParam`, or as the components
/// of a record that it is bound to. One that takes them all, as a map or with the request, looks
/// after itself.
final class QueryNames implements HandlerInterceptor {

  private static final Set<String> ANY = Set.of("*");

  private final ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();
  private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getQueryString() != null && handler instanceof HandlerMethod operation) {
      var allowed = known.computeIfAbsent(operation.getMethod(), _ -> names(operation));
      if (!allowed.equals(ANY)) {
        request.getParameterMap().keySet().forEach(name -> check(name, allowed));
      }
    }
    return true;
  }

  private static void check(String name, Set<String> allowed) {
    if (!allowed.contains(name)) {
      var harmless = name.matches("[A-Za-z0-9_.-]{1,40}");
      throw Refusal.badValue(
              harmless ? name : "query",
              "There is no query parameter"
                  + (harmless ? " '" + name + "'" : " of that name")
                  + " here"
                  + (allowed.isEmpty() ? "." : ", only " + String.join(", ", allowed) + "."))
          .asException();
    }
  }

  private Set<String> names(HandlerMethod operation) {
    var parameters = operation.getMethodParameters();
    if (Arrays.stream(parameters).anyMatch(QueryNames::takesAll)) {
      return ANY;
    }
    var found = new TreeSet<String>();
    for (var parameter : parameters) {
      var declared = parameter.getParameterAnnotation(RequestParam.class);
      if (isBound(parameter)) {
        Arrays.stream(parameter.getParameterType().getRecordComponents())
            .map(RecordComponent::getName)
            .forEach(found::add);
      } else if (declared != null) {
        parameter.initParameterNameDiscovery(names);
        found.add(declared.name().isEmpty() ? parameter.getParameterName() : declared.name());
      }
    }
    return found;
  }

  /// A record without an annotation is filled from the query, component by component.
  private static boolean isBound(MethodParameter parameter) {
    return parameter.getParameterType().isRecord()
        && parameter.getParameterAnnotations().length == 0;
  }

  private static boolean takesAll(MethodParameter parameter) {
    var type = parameter.getParameterType();
    return HttpServletRequest.class.isAssignableFrom(type)
        || (Map.class.isAssignableFrom(type)
            && parameter.hasParameterAnnotation(RequestParam.class))
        || parameter.hasParameterAnnotation(ModelAttribute.class);
  }
}
