package com.unifiedbx.pbx.oauth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A request with the parameters of its [TokenForm] and no others, so that Spring's filters see a
/// form whatever came.
final class FormRequest extends HttpServletRequestWrapper {

  private final Map<String, String[]> parameters;

  FormRequest(HttpServletRequest request, TokenForm form) {
    super(request);
    this.parameters =
        form.parameters().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> new String[] {entry.getValue()}));
  }

  @Override
  public @Nullable String getQueryString() {
    return null;
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return parameters;
  }

  @Override
  public @Nullable String getParameter(String name) {
    var values = parameters.get(name);
    return values == null ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return parameters.get(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters.keySet());
  }
}
