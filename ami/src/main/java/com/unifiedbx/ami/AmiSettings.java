package com.unifiedbx.ami;

import java.time.Duration;
import java.util.List;

/// Where Asterisk is, who we are there, and how patient to be.
///
/// ```java
/// var settings = AmiSettings.of(new AmiSettings.Login("127.0.0.1", 5038, "pbx", secret))
///     .filters(List.of(AmiFilter.exclude("VarSet")));
/// ```
public record AmiSettings(
    Login login, List<AmiFilter> filters, Timeouts timeouts, Retry retry, Limits limits) {

  /// Address and account. [#toString()] hides the secret.
  public record Login(String host, int port, String user, String secret) {
    public Login {
      AmiAction.of("Login").with("Username", user).with("Secret", secret);
    }

    @Override
    public String toString() {
      return "Login[" + user + '@' + host + ':' + port + ']';
    }
  }

  /// How long to wait.
  ///
  /// @param connect for the connection, and again for Asterisk's greeting
  /// @param reply for the answer to one action, pings included
  /// @param list for a whole list
  /// @param boot for an Asterisk that is still loading to become fully booted
  /// @param ping between two pings; a link is found dead after at most `ping` + `reply`
  public record Timeouts(
      Duration connect, Duration reply, Duration list, Duration boot, Duration ping) {
    public static final Timeouts USUAL =
        new Timeouts(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofMinutes(2),
            Duration.ofSeconds(10));
  }

  /// When to try again. Waits double from `first` to `longest`, each shortened by chance by up to a
  /// half so that many clients do not return at once.
  ///
  /// @param afterRefusal wait after a refused login, which rarely mends by itself
  public record Retry(Duration first, Duration longest, Duration afterRefusal) {
    public static final Retry USUAL =
        new Retry(Duration.ofMillis(200), Duration.ofSeconds(15), Duration.ofMinutes(1));
  }

  /// What may pile up.
  ///
  /// @param outgoing actions waiting to be written; one more is refused
  /// @param events events waiting for the listener; one more is an overflow
  /// @param packetBytes the largest packet to accept; a larger one is taken for garbage
  public record Limits(int outgoing, int events, int packetBytes) {
    public static final Limits USUAL = new Limits(1_000, 50_000, 4 * 1024 * 1024);
  }

  public AmiSettings {
    filters = List.copyOf(filters);
  }

  /// Usual patience, no filters.
  public static AmiSettings of(Login login) {
    return new AmiSettings(login, List.of(), Timeouts.USUAL, Retry.USUAL, Limits.USUAL);
  }

  public AmiSettings filters(List<AmiFilter> other) {
    return new AmiSettings(login, other, timeouts, retry, limits);
  }

  public AmiSettings timeouts(Timeouts other) {
    return new AmiSettings(login, filters, other, retry, limits);
  }

  public AmiSettings retry(Retry other) {
    return new AmiSettings(login, filters, timeouts, other, limits);
  }

  public AmiSettings limits(Limits other) {
    return new AmiSettings(login, filters, timeouts, retry, other);
  }
}
