package com.unifiedbx.pbx.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import com.unifiedbx.pbx.TestServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The token endpoints as a library sees them that is not ours (Nimbus OAuth 2.0 SDK): it finds
/// them by their metadata and reads every answer by the letter of the RFCs.
class ThirdPartyClientTests {

  private final TestServer server = TestServer.shared();
  private final URI origin = server.requestAtRoot("").build().uri();
  private final AuthorizationServerMetadata metadata = metadata();

  /// RFC 8414: the client also compares the issuer with the address that it asked.
  private AuthorizationServerMetadata metadata() {
    try {
      return AuthorizationServerMetadata.resolve(new Issuer(origin.toString()));
    } catch (GeneralException | IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tokenIsIssuedByBothWaysOfAuthentication() throws Exception {
    var client = TestClient.with("call:write", "cdr:read");
    for (var authentication : List.of(basic(client, client.secret()), post(client))) {
      var answer = token(authentication, "cdr:read");
      assertThat(answer.indicatesSuccess()).isTrue();
      var token = answer.toSuccessResponse().getTokens().getBearerAccessToken();
      assertThat(token.getLifetime()).isEqualTo(3600);
      assertThat(token.getScope()).isEqualTo(new Scope("cdr:read"));
    }
  }

  @Test
  void failuresAreUnderstood() throws Exception {
    var client = TestClient.with("call:read");
    var wrong = token(basic(client, "wrong"), "call:read").toErrorResponse().getErrorObject();
    assertThat(wrong).isEqualTo(OAuth2Error.INVALID_CLIENT);
    assertThat(wrong.getHTTPStatusCode()).isEqualTo(401);
    var scope = token(post(client), "cdr:read").toErrorResponse().getErrorObject();
    assertThat(scope).isEqualTo(OAuth2Error.INVALID_SCOPE);
  }

  @Test
  void tokenIsIntrospectedAndRevoked() throws Exception {
    var client = TestClient.with("call:read");
    var token =
        token(post(client), "call:read").toSuccessResponse().getTokens().getBearerAccessToken();
    var live = introspect(client, token);
    assertThat(live.isActive()).isTrue();
    assertThat(live.getClientID()).isEqualTo(new ClientID(client.id()));
    assertThat(live.getScope()).isEqualTo(new Scope("call:read"));
    assertThat(live.getExpirationTime()).isAfter(live.getIssueTime());
    var revoked =
        sent(
            new TokenRevocationRequest(metadata.getRevocationEndpointURI(), post(client), token)
                .toHTTPRequest());
    assertThat(revoked.getStatusCode()).isEqualTo(200);
    assertThat(introspect(client, token).isActive()).isFalse();
  }

  @Test
  void challengesAreUnderstood() throws Exception {
    var request = new HTTPRequest(HTTPRequest.Method.GET, server.request("/calls").build().uri());
    request.setAuthorization("Bearer nonsense");
    var answer = sent(request);
    var error = BearerTokenError.parse(answer.getWWWAuthenticate());
    assertThat(error).isEqualTo(BearerTokenError.INVALID_TOKEN);
    assertThat(answer.getWWWAuthenticate())
        .contains("resource_metadata=\"" + origin + "/.well-known/oauth-protected-resource");
    request.setAuthorization("Bearer " + TestClient.with("cdr:read").accessToken());
    var missing = BearerTokenError.parse(sent(request).getWWWAuthenticate());
    assertThat(missing).isEqualTo(BearerTokenError.INSUFFICIENT_SCOPE);
    assertThat(missing.getScope()).isEqualTo(new Scope("call:read"));
  }

  @Test
  void protectedResourceNamesItsServer() {
    for (var path : List.of("", "/admin/api/api")) {
      var answer =
          TestClient.json(
              server.send(server.requestAtRoot("/.well-known/oauth-protected-resource" + path)));
      assertThat(answer.get("resource").asString()).isEqualTo(origin + path);
      assertThat(answer.get("authorization_servers").get(0).asString())
          .isEqualTo(metadata.getIssuer().getValue());
    }
  }

  private TokenResponse token(ClientAuthentication authentication, String scope)
      throws IOException, ParseException {
    var request =
        new TokenRequest(
            metadata.getTokenEndpointURI(),
            authentication,
            new ClientCredentialsGrant(),
            new Scope(scope));
    return TokenResponse.parse(sent(request.toHTTPRequest()));
  }

  private TokenIntrospectionSuccessResponse introspect(TestClient client, AccessToken token)
      throws IOException, ParseException {
    var request =
        new TokenIntrospectionRequest(
            metadata.getIntrospectionEndpointURI(), basic(client, client.secret()), token);
    return TokenIntrospectionResponse.parse(sent(request.toHTTPRequest())).toSuccessResponse();
  }

  private static HTTPResponse sent(HTTPRequest request) throws IOException {
    return request.send();
  }

  private static ClientAuthentication basic(TestClient client, String secret) {
    return new ClientSecretBasic(new ClientID(client.id()), new Secret(secret));
  }

  private static ClientAuthentication post(TestClient client) {
    return new ClientSecretPost(new ClientID(client.id()), new Secret(client.secret()));
  }
}
