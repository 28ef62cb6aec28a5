package com.unifiedbx.pbx.admin.users;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.Secret;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Which passwords are good enough, and their hashes: Argon2id (RFC 9106), 16 MiB and some 50 ms
/// each. Few are computed at once, so that a flood of sign-ins can't take the memory. Threads: any.
final class Passwords {

  private static final int SHORTEST = 12;
  private static final int LONGEST = 200;
  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// Beginnings of those that are tried first everywhere; whoever adds to one has not chosen.
  private static final Set<String> COMMON =
      Set.of(
          "password",
          "passw0rd",
          "p@ssw0rd",
          "letmein",
          "welcome",
          "qwertyuiop",
          "qwerty123",
          "administrator",
          "changeme",
          "iloveyou",
          "123456789",
          "abcdefgh",
          "unifiedbx",
          "asterisk",
          "freepbx",
          "1q2w3e4r",
          "superman",
          "football",
          "baseball",
          "sunshine");

  private final Argon2PasswordEncoder encoder =
      Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
  private final Semaphore slots = new Semaphore(AT_ONCE, true);

  private volatile @Nullable Secret nobodys;

  Secret hash(Secret password) {
    return new Secret(computed(() -> encoder.encode(password.value())));
  }

  /// @param hash null for a user that does not exist: no password is right then
  boolean isRight(Secret password, @Nullable Secret hash) {
    if (password.value().length() > LONGEST) {
      return false;
    }
    var nobody = nobodys();
    var checked = hash == null ? nobody : hash;
    return computed(() -> encoder.matches(password.value(), checked.value())) && hash != null;
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException on `password`, for one that is too easy
  void demandGood(Secret password, String user) {
    var text = password.value();
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      throw bad("A password has at least 12 characters, and at most 200.");
    }
    var lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains(user.toLowerCase(Locale.ROOT))) {
      throw bad("The password must not contain your name.");
    }
    if (COMMON.stream().anyMatch(lower::startsWith) || lower.chars().distinct().count() < 5) {
      throw bad("That password is among the first that are tried: choose another.");
    }
  }

  static RuntimeException bad(String message) {
    return Refusal.badValue("password", message).asException();
  }

  /// What a wrong name is checked against, so that it takes as long as a wrong password. Made when
  /// it is first needed: no start waits for it.
  private Secret nobodys() {
    var made = nobodys;
    if (made == null) {
      made = hash(Secret.random());
      nobodys = made;
    }
    return made;
  }

  private <T> T computed(Supplier<T> work) {
    try {
      if (!slots.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
    try {
      return work.get();
    } finally {
      slots.release();
    }
  }

  private static RuntimeException busy() {
    return Refusal.unavailable(
            "sign_in_busy", "Too many people sign in just now: try again.", PATIENCE)
        .asException();
  }
}
