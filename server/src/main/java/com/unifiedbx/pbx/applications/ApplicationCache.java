package com.unifiedbx.pbx.applications;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;

/// The applications that called lately, in memory with what is kept of their secrets, so that a
/// call or a token request costs no query for them. An entry goes the moment the database tells of
/// a change ([AccessChanged]); while it can't tell, every call asks it.
public class ApplicationCache {

  private static final int MOST = 20_000;

  /// An application and what its secrets are checked against.
  private record Known(Application application, List<StoredSecret> secrets) {}

  private final Applications applications;
  private final AccessSignals signals;
  private final Pepper pepper;
  private final SecretUses uses;
  private final Clock clock;
  private volatile LoadingCache<String, Optional<Known>> cache;

  ApplicationCache(
      Applications applications,
      AccessSignals signals,
      Pepper pepper,
      SecretUses uses,
      Clock clock) {
    this.applications = applications;
    this.signals = signals;
    this.pepper = pepper;
    this.uses = uses;
    this.clock = clock;
    this.cache = fresh();
  }

  public @Nullable Application find(String id) {
    var known = known(id);
    return known == null ? null : known.application();
  }

  /// Whether the secret is one of the application's and still valid; if so, notes that it was used,
  /// and from where. Takes the same time for a wrong secret as for a right one, and nearly the same
  /// for an unknown application.
  ///
  /// @param address a literal; empty when unknown
  public boolean isSecret(String applicationId, String secret, String address) {
    var hash = pepper.hash(secret);
    var match = match(known(applicationId), hash);
    if (match == null && Credential.CLIENT_SECRET.hasShape(secret) && isId(applicationId)) {
      // It may have been made this very moment.
      match = match(load(applicationId).orElse(null), hash);
    }
    if (match == null) {
      return false;
    }
    uses.add(match.id(), address);
    return true;
  }

  private @Nullable StoredSecret match(@Nullable Known known, byte[] hash) {
    var now = clock.instant();
    StoredSecret match = null;
    for (var stored : known == null ? List.<StoredSecret>of() : known.secrets()) {
      var expires = stored.expiresAt();
      if (MessageDigest.isEqual(stored.hash(), hash)
          && (expires == null || now.isBefore(expires))) {
        match = stored;
      }
    }
    return match;
  }

  /// What can't be an id is not worth a question, nor a place in memory.
  private static boolean isId(String text) {
    return Credential.isPublicId("app_", text);
  }

  private @Nullable Known known(String id) {
    if (!isId(id)) {
      return null;
    }
    return signals.isListening() ? cache.get(id).orElse(null) : load(id).orElse(null);
  }

  @EventListener
  void on(AccessChanged change) {
    switch (change.kind()) {
      case APPLICATION -> cache.invalidate(change.id());
      // A new cache, since invalidateAll leaves alone what is being loaded just now.
      case ANYTHING -> cache = fresh();
      case TOKEN -> {}
    }
  }

  private LoadingCache<String, Optional<Known>> fresh() {
    // Its upkeep is done by who asks: waking a thread for it costs more than the look.
    return Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST).build(this::load);
  }

  private Optional<Known> load(String id) {
    var application = applications.find(id);
    return application == null
        ? Optional.empty()
        : Optional.of(new Known(application, applications.storedSecrets(id)));
  }
}
