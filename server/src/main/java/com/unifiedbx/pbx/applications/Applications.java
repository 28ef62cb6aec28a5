package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import com.unifiedbx.pbx.kernel.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes, finds, changes, disables and ends applications, and tells how their secrets are used.
///
/// The command line and the server use this same service, each over its own connection; the
/// database tells every running server of a change, and it holds from the next request on. Every
/// change is published as [com.unifiedbx.pbx.kernel.Audited] in its transaction. Threads: any.
public class Applications {

  /// An application has one secret, and a second one while it is being replaced.
  private static final int MOST_SECRETS = 2;

  private static final Duration LONGEST_OVERLAP = Duration.ofDays(90);

  private final ApplicationRepository repository;
  private final SecretRepository secrets;
  private final Pepper pepper;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;

  Applications(
      DataSource dataSource,
      Pepper pepper,
      Clock clock,
      TransactionTemplate transaction,
      ApplicationEventPublisher events) {
    this.repository = new ApplicationRepository(JdbcClient.create(dataSource));
    this.secrets = new SecretRepository(dataSource);
    this.pepper = pepper;
    this.clock = clock;
    this.transaction = transaction;
    this.events = events;
  }

  /// The service over a database of its own, as the command line needs it.
  ///
  /// @param events hears of each change inside its transaction
  public static Applications over(
      DataSource dataSource, Secret pepper, Clock clock, ApplicationEventPublisher events) {
    var transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    return new Applications(dataSource, new Pepper(pepper), clock, transaction, events);
  }

  /// Makes it, enabled, with one secret.
  ///
  /// @throws RefusedException `name_taken`
  public CreatedApplication create(NewApplication made) {
    var expires = made.expiresAt();
    if (expires != null && !expires.isAfter(clock.instant())) {
      throw Refusal.badValue("expires", "The application would have expired already.")
          .asException();
    }
    var id = Credential.publicId("app_");
    var secret = Credential.CLIENT_SECRET.make();
    var application =
        inTransaction(
            id,
            () -> {
              if (!repository.insert(id, made)) {
                throw nameTaken(made);
              }
              secrets.insert(id, pepper.hash(secret.value()));
              var created = get(id);
              events.publishEvent(ApplicationChange.made(created));
              return created;
            });
    return new CreatedApplication(application, secret);
  }

  public @Nullable Application find(String id) {
    return repository.find(id);
  }

  /// @throws RefusedException `not_found`
  public Application get(String id) {
    var found = repository.find(id);
    if (found == null) {
      throw unknown(id);
    }
    return found;
  }

  /// All of them, by name.
  public List<Application> list() {
    return repository.list();
  }

  /// Changes it to what `change` makes of it; what it may do changes with the next request.
  ///
  /// @throws RefusedException `not_found`, `name_taken`, or a bad value from `change`
  public Application change(String id, UnaryOperator<NewApplication> change) {
    return changing(
        "update",
        id,
        old -> {
          var to = change.apply(NewApplication.of(old));
          try {
            repository.update(id, to);
          } catch (DuplicateKeyException e) {
            throw nameTaken(to);
          }
        });
  }

  /// Refuses it and its tokens from the next request on, or lets it in again.
  public Application setEnabled(String id, boolean enabled) {
    return changing(enabled ? "enable" : "disable", id, old -> repository.setEnabled(id, enabled));
  }

  /// Ends it, with its secrets and tokens.
  public void delete(String id) {
    inTransaction(
        id,
        () -> {
          var old = locked(id);
          repository.delete(id);
          events.publishEvent(ApplicationChange.deleted(old));
          return old;
        });
  }

  /// Adds a secret; the one before it stays valid for `overlap`.
  ///
  /// @throws RefusedException `too_many_secrets` when two are valid already and would go on
  public CreatedApplication rotateSecret(String id, Duration overlap) {
    if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
      throw Refusal.badValue("overlap", "Two secrets overlap for at most 90 days.").asException();
    }
    var secret = Credential.CLIENT_SECRET.make();
    var application =
        inTransaction(
            id,
            () -> {
              var old = locked(id);
              var now = clock.instant();
              secrets.deleteExpired(id, now);
              if (overlap.isZero()) {
                secrets.list(id).forEach(one -> secrets.delete(one.id()));
              } else if (secrets.list(id).size() >= MOST_SECRETS) {
                throw tooMany(id);
              }
              secrets.endAll(id, now.plus(overlap));
              var made = secrets.insert(id, pepper.hash(secret.value()));
              var after = Map.<String, Object>of("secretId", made, "overlap", overlap.toSeconds());
              events.publishEvent(ApplicationChange.ofSecret("rotate-secret", id, after));
              return old;
            });
    return new CreatedApplication(application, secret);
  }

  /// Ends the older of two secrets now, before its overlap is over; the newest takes over for good.
  ///
  /// @return the one that was retired
  /// @throws RefusedException `only_secret`
  public ClientSecret retireSecret(String id) {
    return inTransaction(
        id,
        () -> {
          locked(id);
          var live = liveSecrets(id);
          if (live.size() < MOST_SECRETS) {
            throw Refusal.conflict(
                    "only_secret",
                    "It has no older secret: rotate-secret makes a new one, disable stops it.")
                .asException();
          }
          var old = live.getFirst();
          secrets.delete(old.id());
          var after = Map.<String, Object>of("secretId", old.id());
          events.publishEvent(ApplicationChange.ofSecret("retire-secret", id, after));
          return old;
        });
  }

  /// Its valid secrets, the oldest first, with who uses each.
  public List<ClientSecret> listSecrets(String id) {
    get(id);
    return liveSecrets(id);
  }

  List<StoredSecret> storedSecrets(String id) {
    return secrets.listStored(id);
  }

  private List<ClientSecret> liveSecrets(String id) {
    var now = clock.instant();
    return secrets.list(id).stream().filter(secret -> secret.isLive(now)).toList();
  }

  private Application changing(String verb, String id, Consumer<Application> change) {
    return inTransaction(
        id,
        () -> {
          var old = locked(id);
          change.accept(old);
          var now = get(id);
          events.publishEvent(ApplicationChange.updated(verb, old, now));
          return now;
        });
  }

  /// Nobody else changes it until the transaction ends.
  private Application locked(String id) {
    if (!repository.lock(id)) {
      throw unknown(id);
    }
    return get(id);
  }

  /// This server hears of the change at once, the others by way of the database.
  private <T> T inTransaction(String id, Supplier<T> work) {
    var result = Objects.requireNonNull(transaction.execute(status -> work.get()));
    events.publishEvent(new AccessChanged(AccessChanged.Kind.APPLICATION, id));
    return result;
  }

  private static RuntimeException unknown(String id) {
    var shown = id.length() > 40 ? id.substring(0, 40) + "…" : id;
    return Refusal.notFound("There is no application '" + shown + "'.").asException();
  }

  private static RuntimeException nameTaken(NewApplication made) {
    return Refusal.conflict("name_taken", "There is an application named '" + made.name() + "'.")
        .onField("name")
        .asException();
  }

  private static RuntimeException tooMany(String id) {
    return Refusal.conflict(
            "too_many_secrets",
            "It has two valid secrets already: retire the older one first (app retire-secret "
                + id
                + ").")
        .asException();
  }
}
