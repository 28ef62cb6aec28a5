package com.unifiedbx.pbx.admin.session;

import com.unifiedbx.pbx.kernel.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Opens, finds and ends the sessions of the console. They are in the database, so that they
/// survive a restart and every node knows them; a session is over after 30 minutes without a
/// request, and after 12 hours. Threads: any.
@Component
public class Sessions {

  static final Duration LONGEST = Duration.ofHours(12);

  private static final Duration IDLE = Duration.ofMinutes(30);

  /// So exactly is known when a session was last seen: not every request writes.
  private static final Duration NOTED = Duration.ofMinutes(1);

  private static final int LONGEST_AGENT = 300;

  private final SessionRepository repository;
  private final Clock clock;

  /// A session with the token that only its browser keeps.
  public record Opened(AdminSession session, Secret token) {}

  Sessions(DataSource dataSource, Clock clock) {
    this.repository = new SessionRepository(dataSource);
    this.clock = clock;
  }

  /// @param agent as the browser calls itself, or null
  public Opened open(String user, Role role, Stage stage, String address, @Nullable String agent) {
    var now = clock.instant();
    var id = "ses_" + UUID.randomUUID().toString().substring(24);
    var session = new AdminSession(id, user, role, stage, address, shown(agent), now, now);
    var token = Secret.random();
    repository.insert(hash(token), session);
    return new Opened(session, token);
  }

  /// The session of that token, or null when there is none or it is over.
  public @Nullable AdminSession find(Secret token) {
    var now = clock.instant();
    var found = repository.find(hash(token), now.minus(LONGEST), now.minus(IDLE));
    if (found != null && found.lastSeenAt().isBefore(now.minus(NOTED))) {
      repository.seen(found.id(), now);
    }
    return found;
  }

  /// @return whether there was one
  public boolean end(String id) {
    return repository.delete(id);
  }

  /// Ends all sessions of that user.
  public int endOf(String user) {
    return repository.deleteOf(user);
  }

  /// Keeps something for the next page of that session, encrypted with the token that only its
  /// browser has: what is told once must not lie about in a database.
  public void tell(SignedIn to, String note) {
    repository.keepNote(to.session().id(), new NoteCipher(to.token()).encrypt(note));
  }

  /// What was kept, which is gone then; null when there is nothing.
  public @Nullable String takeNote(SignedIn of) {
    var note = repository.takeNote(of.session().id());
    return note == null ? null : new NoteCipher(of.token()).decrypt(note);
  }

  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT5M")
  void forgetEnded() {
    Instant now = clock.instant();
    repository.deleteEnded(now.minus(LONGEST), now.minus(IDLE));
  }

  /// Harmless on a page and in a log, whatever a browser says.
  private static String shown(@Nullable String agent) {
    var text = agent == null ? "" : agent.replaceAll("[^\\x20-\\x7e]", "?");
    return text.length() > LONGEST_AGENT ? text.substring(0, LONGEST_AGENT) : text;
  }

  /// A fast hash is enough for 256 random bits.
  private static byte[] hash(Secret token) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(token.value().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
