package com.unifiedbx.pbx.audit;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.rest.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/// Who does something, from where, in which request.
///
/// @param name a client id, `cli:<user>`, `admin:<name>`, `system` or `anonymous`
/// @param tokenId names the token; the session, for `admin:<name>`
public record Actor(
    String name,
    @Nullable String applicationId,
    @Nullable String applicationName,
    @Nullable String tokenId,
    @Nullable String address,
    @Nullable String requestId) {

  /// The product itself: what no request asked for.
  private static final Actor SYSTEM = new Actor("system", null, null, null, null, null);

  /// Whoever sits at this machine's command line.
  public static Actor commandLine() {
    var user = System.getProperty("user.name", "unknown").replaceAll("[^A-Za-z0-9._-]", "_");
    return new Actor("cli:" + user, null, null, null, null, null);
  }

  /// Who is behind the request that this thread serves.
  static Actor current() {
    var caller = Caller.find();
    if (caller != null) {
      return of(caller);
    }
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication == null || !authentication.isAuthenticated()
        ? SYSTEM
        : new Actor("admin:" + authentication.getName(), null, null, null, null, request());
  }

  static Actor of(Caller caller) {
    var isPerson = caller.isAdministrator();
    return new Actor(
        caller.applicationId(),
        isPerson ? null : caller.applicationId(),
        isPerson ? null : caller.applicationName(),
        caller.tokenId(),
        caller.address().isEmpty() ? null : caller.address(),
        request());
  }

  static Actor anonymous(String address) {
    return new Actor("anonymous", null, null, null, address, request());
  }

  private static @Nullable String request() {
    var id = RequestId.current();
    return id.isEmpty() ? null : id;
  }
}
