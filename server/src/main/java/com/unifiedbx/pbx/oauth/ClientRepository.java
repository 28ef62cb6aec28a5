package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.applications.Application;
import com.unifiedbx.pbx.applications.ApplicationCache;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/// Spring's view of our applications. Secrets are not in it: [ClientAuthentication] checks them.
@Component
class ClientRepository implements RegisteredClientRepository {

  private final ApplicationCache applications;

  ClientRepository(ApplicationCache applications) {
    this.applications = applications;
  }

  @Override
  public void save(RegisteredClient client) {
    throw new UnsupportedOperationException("Applications are made by their own service.");
  }

  @Override
  public @Nullable RegisteredClient findById(String id) {
    var application = applications.find(id);
    return application == null ? null : client(application);
  }

  @Override
  public @Nullable RegisteredClient findByClientId(String clientId) {
    return findById(clientId);
  }

  static RegisteredClient client(Application application) {
    var scopes = application.scopes().stream().map(Scope::text).collect(Collectors.toSet());
    return RegisteredClient.withId(application.id())
        .clientId(application.id())
        .clientName(application.name())
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scopes(all -> all.addAll(scopes))
        .tokenSettings(
            TokenSettings.builder()
                .accessTokenFormat(OAuth2TokenFormat.REFERENCE)
                .accessTokenTimeToLive(application.tokenLifetime())
                .build())
        .build();
  }
}
