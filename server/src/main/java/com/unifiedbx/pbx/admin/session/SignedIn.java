package com.unifiedbx.pbx.admin.session;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/// A request of somebody with a session: its principal is the [Caller] that the rooms ask for.
///
/// Its one authority is `ROLE_ADMINISTRATOR` or `ROLE_AUDITOR`; before the sign-in is done, it is
/// `STAGE_CODE` or `STAGE_PASSWORD` instead.
public final class SignedIn extends AbstractAuthenticationToken {

  private final transient AdminSession session;
  private final transient Secret token;
  private final transient Caller caller;

  SignedIn(AdminSession session, Secret token, String address) {
    super(List.of(new SimpleGrantedAuthority(authority(session))));
    this.session = session;
    this.token = token;
    this.caller = session.caller(address);
    setAuthenticated(true);
  }

  private static String authority(AdminSession session) {
    return session.stage() == Stage.OPEN
        ? "ROLE_" + session.role().name()
        : "STAGE_" + session.stage().name();
  }

  /// Who sent the request that this thread serves, or null when nobody is signed in.
  public static @Nullable SignedIn find() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn
        ? signedIn
        : null;
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException when nobody is
  public static SignedIn current() {
    var found = find();
    if (found == null) {
      throw Refusal.of(Refusal.Kind.UNAUTHENTICATED, "signed_out", "Sign in first.").asException();
    }
    return found;
  }

  public AdminSession session() {
    return session;
  }

  /// What the browser's cookie holds.
  public Secret token() {
    return token;
  }

  @Override
  public String getName() {
    return session.user();
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }

  @Override
  public @Nullable Object getCredentials() {
    return null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SignedIn that && session.equals(that.session);
  }

  @Override
  public int hashCode() {
    return session.hashCode();
  }
}
