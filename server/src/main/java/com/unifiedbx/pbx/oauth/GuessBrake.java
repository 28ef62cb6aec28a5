package com.unifiedbx.pbx.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.unifiedbx.pbx.applications.Pepper;
import com.unifiedbx.pbx.ratelimit.Charge;
import com.unifiedbx.pbx.ratelimit.Limit;
import com.unifiedbx.pbx.ratelimit.RateLimits;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Slows down those who guess secrets, and those who ask for tokens too often, without ever locking
/// out an honest application.
///
/// Wrong secrets are counted by address, by client, and by both together. What keeps the honest
/// apart: credentials that were right from an address before are not counted with what else comes
/// from there, and no count of others stands in their way. So a guesser on the same address or
/// against the same client slows only strangers.
@Component
class GuessBrake {

  /// Wrong secrets for one client from one address: ten, then one every two seconds.
  private static final Limit PAIR = new Limit("guesses", 10, 1, Duration.ofSeconds(2));

  /// Wrong secrets from one address for any client.
  private static final Limit ADDRESS = new Limit("guesses", 30, 1, Duration.ofSeconds(2));

  /// Wrong secrets for one client from anywhere, for guessers with many addresses.
  private static final Limit CLIENT = Limit.perSecond("guesses", 1, 100);

  private static final Duration REMEMBERED = Duration.ofHours(24);
  private static final int MOST = 100_000;

  private final RateLimits limits;
  private final Pepper pepper;
  private final Limit tokens;
  private final Cache<Known, Boolean> known =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(REMEMBERED).build();

  /// Credentials and the address that they were right from. The secret is hashed, as everywhere.
  private record Known(String address, String clientId, ByteBuffer secretHash) {}

  GuessBrake(RateLimits limits, Pepper pepper, OAuthProperties properties) {
    this.limits = limits;
    this.pepper = pepper;
    this.tokens =
        Limit.perSecond("token", properties.tokens().perSecond(), properties.tokens().burst());
  }

  /// Counts a request to a token endpoint: by address, but known credentials by themselves.
  ///
  /// @throws TokenFailure when there are too many
  Charge request(String address, TokenForm form) {
    var key = isKnown(address, form) ? address + " " + form.clientId() : address;
    var charge = limits.charge(tokens, key);
    if (!charge.allowed()) {
      throw TokenFailure.limited(
          charge,
          "Too many token requests: keep a token for as long as it lasts, and wait as Retry-After"
              + " says.");
    }
    return charge;
  }

  /// @throws TokenFailure when too many secrets were wrong and these credentials are not known to
  ///   be right
  void demandPatience(String address, TokenForm form) {
    if (isKnown(address, form)) {
      return;
    }
    var charge = firstSpent(address, form.clientId());
    if (charge != null) {
      throw TokenFailure.limited(
          charge, "Too many wrong credentials: check them, and wait as Retry-After says.");
    }
  }

  void right(String address, TokenForm form) {
    var key = key(address, form);
    if (known.getIfPresent(key) == null) {
      known.put(key, true);
    }
  }

  /// @param countsForClient whether the client could have been right from there
  void wrong(String address, TokenForm form, boolean countsForClient) {
    known.invalidate(key(address, form));
    limits.charge(PAIR, address + " " + form.clientId());
    limits.charge(ADDRESS, address);
    if (countsForClient) {
      limits.charge(CLIENT, form.clientId());
    }
  }

  private @Nullable Charge firstSpent(String address, String clientId) {
    var pair = limits.look(PAIR, address + " " + clientId);
    if (!pair.allowed()) {
      return pair;
    }
    var from = limits.look(ADDRESS, address);
    if (!from.allowed()) {
      return from;
    }
    var client = limits.look(CLIENT, clientId);
    return client.allowed() ? null : client;
  }

  private boolean isKnown(String address, TokenForm form) {
    return form.secret() != null && known.getIfPresent(key(address, form)) != null;
  }

  private Known key(String address, TokenForm form) {
    var secret = form.secret();
    var hash = pepper.hash(secret == null ? "" : secret.value());
    return new Known(address, form.clientId(), ByteBuffer.wrap(hash));
  }
}
