package com.unifiedbx.pbx.oauth.tokens;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.unifiedbx.pbx.applications.AccessChanged;
import com.unifiedbx.pbx.applications.AccessSignals;
import com.unifiedbx.pbx.applications.Credential;
import com.unifiedbx.pbx.applications.Pepper;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/// The opaque access tokens. Looked up in memory after the first time; a revocation on any node
/// ends a token here at once.
@Service
public class Tokens {

  private static final HexFormat HEX = HexFormat.of();
  private static final int MOST = 200_000;

  /// How long an expired row is kept, so that its bearer hears "expired" and not "unknown".
  private static final Duration MEMORY = Duration.ofDays(1);

  private final TokenRepository repository;
  private final Pepper pepper;
  private final AccessSignals signals;
  private final Clock clock;
  private volatile LoadingCache<TokenHash, Optional<AccessToken>> cache;

  Tokens(TokenRepository repository, Pepper pepper, AccessSignals signals, Clock clock) {
    this.repository = repository;
    this.pepper = pepper;
    this.signals = signals;
    this.clock = clock;
    this.cache = fresh();
  }

  public void store(String value, AccessToken token) {
    var hash = pepper.hash(value);
    repository.insert(hash, token);
    cache.put(TokenHash.of(hash), Optional.of(token));
  }

  /// The token, expired and revoked ones included, or null when it is none of ours.
  public @Nullable AccessToken find(String value) {
    if (!Credential.ACCESS_TOKEN.hasShape(value)) {
      return null;
    }
    var hash = pepper.hash(value);
    return signals.isListening()
        ? cache.get(TokenHash.of(hash)).orElse(null)
        : repository.find(hash);
  }

  /// The token if it is in memory, so without any query; null also when it may be ours.
  public @Nullable AccessToken known(String value) {
    if (!signals.isListening() || !Credential.ACCESS_TOKEN.hasShape(value)) {
      return null;
    }
    var known = cache.getIfPresent(TokenHash.of(pepper.hash(value)));
    return known == null ? null : known.orElse(null);
  }

  public void revoke(String value) {
    var hash = pepper.hash(value);
    repository.revoke(hash);
    cache.invalidate(TokenHash.of(hash));
  }

  /// How many tokens of the application are good at this moment.
  public long countLive(String applicationId) {
    return repository.countLive(applicationId, clock.instant());
  }

  @EventListener
  void on(AccessChanged change) {
    switch (change.kind()) {
      case TOKEN -> cache.invalidate(TokenHash.of(HEX.parseHex(change.id())));
      case ANYTHING -> cache = fresh();
      case APPLICATION -> {}
    }
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
  void prune() {
    repository.deleteExpiredBefore(clock.instant().minus(MEMORY));
  }

  private LoadingCache<TokenHash, Optional<AccessToken>> fresh() {
    // Unknown values are remembered as well (their shape has a checksum, so they are few), but
    // never for long. Its upkeep is done by who asks: waking a thread for it costs more than the
    // look.
    return Caffeine.newBuilder()
        .executor(Runnable::run)
        .maximumSize(MOST)
        .expireAfterWrite(Duration.ofHours(24))
        .build(hash -> Optional.ofNullable(repository.find(hash.bytes())));
  }
}
