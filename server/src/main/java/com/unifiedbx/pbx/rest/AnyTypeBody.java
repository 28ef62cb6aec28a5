package com.unifiedbx.pbx.rest;

import com.unifiedbx.pbx.kernel.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/// A request whose body is JSON whatever its declared type says: `curl -d '{…}'` declares a form.
///
/// The servlet container must not read the body as a form either, so parameters come from the query
/// string alone. The token endpoints are left as they are: their bodies are forms.
final class AnyTypeBody extends HttpServletRequestWrapper {

  private static final Set<String> FORMS =
      Set.of("/admin/api/api/token", "/admin/api/api/revoke", "/admin/api/api/introspect");
  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

  private @Nullable Map<String, String[]> parameters;

  private AnyTypeBody(HttpServletRequest request) {
    super(request);
  }

  /// Whether the path is one of those whose bodies are forms.
  static boolean isForm(HttpServletRequest request) {
    return FORMS.contains(request.getRequestURI());
  }

  static HttpServletRequest readable(HttpServletRequest request) {
    var type = request.getContentType();
    var isApi = request.getRequestURI().startsWith("/admin/api/api/");
    var isOdd =
        type == null
            || type.startsWith("application/x-www-form-urlencoded")
            || type.startsWith("text/plain");
    return isApi && isOdd ? new AnyTypeBody(request) : request;
  }

  @Override
  public String getContentType() {
    return JSON;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name) ? JSON : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name)
        ? Collections.enumeration(List.of(JSON))
        : super.getHeaders(name);
  }

  @Override
  public @Nullable String getParameter(String name) {
    var values = getParameterMap().get(name);
    return values == null ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return getParameterMap().get(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(getParameterMap().keySet());
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    if (parameters == null) {
      parameters = parse(getQueryString());
    }
    return parameters;
  }

  private static Map<String, String[]> parse(@Nullable String query) {
    var lists = new LinkedHashMap<String, List<String>>();
    for (var pair : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
      var parts = pair.split("=", 2);
      lists
          .computeIfAbsent(decode(parts[0]), name -> new ArrayList<>())
          .add(parts.length == 2 ? decode(parts[1]) : "");
    }
    var map = new LinkedHashMap<String, String[]>();
    lists.forEach((name, values) -> map.put(name, values.toArray(String[]::new)));
    return map;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(
              Refusal.Kind.UNREADABLE,
              "invalid_request",
              "The query string can't be read: a % stands before two hex digits, or is written %25.")
          .asException();
    }
  }
}
