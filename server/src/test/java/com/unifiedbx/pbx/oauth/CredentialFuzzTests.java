package com.unifiedbx.pbx.oauth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.unifiedbx.pbx.applications.Credential;
import com.unifiedbx.pbx.kernel.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import tools.jackson.databind.json.JsonMapper;

/// Bytes that no honest client sends, as the `Authorization` header and as the body of a token
/// request: they are read or refused, and nothing else. An ordinary run takes those that are kept
/// beside this class; `JAZZER_FUZZ=1` looks for more.
class CredentialFuzzTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_ID = 100;

  /// Tomcat gives a header as Latin-1 without control characters.
  @FuzzTest(maxDuration = "60s")
  void authorizationHeaderIsReadOrRefused(byte[] bytes) {
    var header = new String(bytes, ISO_8859_1).replaceAll("[\\x00-\\x08\\x0a-\\x1f\\x7f]", "");
    read(Map.of(), header);
    var form = read(Map.of(), "Basic " + Base64.getEncoder().encodeToString(bytes));
    if (form != null) {
      assertThat(form.secret()).as("Basic always has a secret, if an empty one").isNotNull();
    }
    bearer(header);
  }

  /// What a client encodes as the RFC says is what is read.
  @FuzzTest(maxDuration = "60s")
  void basicOfAnyIdAndSecretIsReadBack(byte[] bytes) {
    var text = new String(bytes, UTF_8);
    var middle = text.length() / 2;
    var id = text.substring(0, middle);
    var secret = text.substring(middle);
    var pair = URLEncoder.encode(id, UTF_8) + ":" + URLEncoder.encode(secret, UTF_8);
    var form = read(Map.of(), "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    if (id.isEmpty()) {
      assertThat(form).isNull();
      return;
    }
    var whole = Objects.requireNonNull(form, "an id and a secret are all it takes");
    // Half a surrogate pair can't be sent at all.
    var sent = new String(id.getBytes(UTF_8), UTF_8);
    assertThat(whole.clientId()).isEqualTo(sent.substring(0, Math.min(sent.length(), LONGEST_ID)));
    assertThat(whole.secret()).isEqualTo(new Secret(new String(secret.getBytes(UTF_8), UTF_8)));
  }

  /// The bytes as a form, read by Tomcat's own parser, and as JSON; the first byte says which.
  @FuzzTest(maxDuration = "60s")
  void tokenFormIsReadOrRefused(byte[] bytes) {
    var request = new MockHttpServletRequest("POST", SecurityConfiguration.TOKEN);
    if (bytes.length > 0 && bytes[0] % 2 == 0) {
      request.setContentType("application/json");
      request.setContent(bytes);
    } else {
      formOf(bytes).forEach(request::addParameter);
      request.setQueryString(new String(bytes, ISO_8859_1));
    }
    try {
      var form = TokenForm.read(request, JSON);
      assertThat(form.clientId()).hasSizeLessThanOrEqualTo(LONGEST_ID);
      assertThat(form.parameters()).doesNotContainValue(null);
      assertThat(new FormRequest(request, form).getParameterMap().keySet())
          .isEqualTo(form.parameters().keySet());
    } catch (TokenFailure e) {
      assertRefusal(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String[]> formOf(byte[] bytes) {
    var parameters = new Parameters();
    parameters.setCharset(UTF_8);
    parameters.setLimit(1_000);
    try {
      parameters.processParameters(bytes, 0, bytes.length);
    } catch (InvalidParameterException e) {
      return Map.of();
    }
    var all = new LinkedHashMap<String, String[]>();
    var names = parameters.getParameterNames();
    while (names.hasMoreElements()) {
      var name = names.nextElement();
      all.put(name, parameters.getParameterValues(name));
    }
    return all;
  }

  private static @Nullable TokenForm read(Map<String, String> form, String header) {
    try {
      var read = TokenForm.of(form, header);
      assertThat(read.clientId()).hasSizeLessThanOrEqualTo(LONGEST_ID);
      return read;
    } catch (TokenFailure e) {
      assertRefusal(e);
      return null;
    }
  }

  private static void bearer(String header) {
    var request = new MockHttpServletRequest();
    request.addHeader("Authorization", header);
    try {
      var token = new DefaultBearerTokenResolver().resolve(request);
      if (token != null) {
        var isOurs = Credential.ACCESS_TOKEN.hasShape(token);
        assertThat(isOurs && Credential.CLIENT_SECRET.hasShape(token)).isFalse();
      }
    } catch (OAuth2AuthenticationException e) {
      assertThat(e.getError().getErrorCode()).isEqualTo("invalid_token");
    }
  }

  /// One sentence, not long, whatever was sent.
  private static void assertRefusal(TokenFailure failure) {
    assertThat(failure.getError().getErrorCode()).isIn("invalid_request", "invalid_client");
    assertThat(failure.getError().getDescription()).endsWith(".").hasSizeLessThan(200);
  }
}
