package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.Secret;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes, finds, disables and ends applications, and says whether a secret is right.
///
/// The command line and the server use this same service, each over its own connection; the
/// database tells every running server of a change, and it holds from the next request on. Threads:
/// any.
public class Applications {

  private final ApplicationRepository repository;
  private final Pepper pepper;
  private final Clock clock;

  Applications(ApplicationRepository repository, Pepper pepper, Clock clock) {
    this.repository = repository;
    this.pepper = pepper;
    this.clock = clock;
  }

  /// The service over a database of its own, as the command line needs it.
  public static Applications over(DataSource dataSource, Secret pepper, Clock clock) {
    var repository = new ApplicationRepository(JdbcClient.create(dataSource));
    return new Applications(repository, new Pepper(pepper), clock);
  }

  /// Makes it, enabled, with one secret.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `name_taken`
  public CreatedApplication create(NewApplication made) {
    var id = Credential.publicId("app_");
    if (!repository.insert(id, made)) {
      throw Refusal.conflict("name_taken", "There is an application named '" + made.name() + "'.")
          .onField("name")
          .asException();
    }
    var secret = Credential.CLIENT_SECRET.make();
    repository.insertSecret(id, pepper.hash(secret.value()));
    return new CreatedApplication(get(id), secret);
  }

  public @Nullable Application find(String id) {
    return repository.find(id);
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException `not_found`
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

  public Application setEnabled(String id, boolean enabled) {
    if (!repository.setEnabled(id, enabled)) {
      throw unknown(id);
    }
    return get(id);
  }

  /// Adds a secret; the ones before it stay valid for `overlap`.
  public CreatedApplication rotateSecret(String id, Duration overlap) {
    var application = get(id);
    repository.retireSecrets(id, clock.instant().plus(overlap));
    var secret = Credential.CLIENT_SECRET.make();
    repository.insertSecret(id, pepper.hash(secret.value()));
    return new CreatedApplication(application, secret);
  }

  /// Ends it, with its secrets and tokens.
  public void delete(String id) {
    if (!repository.delete(id)) {
      throw unknown(id);
    }
  }

  /// Whether the secret is one of the application's; if so, notes that it was used, and from where.
  public boolean isSecret(String applicationId, String secret, String address) {
    return isSecret(applicationId, secret);
  }

  /// Whether the secret is one of the application's; if so, notes that it was used. Takes the same
  /// time for a wrong secret as for a right one, and nearly the same for an unknown application.
  public boolean isSecret(String applicationId, String secret) {
    var hash = pepper.hash(secret);
    var now = clock.instant();
    ApplicationRepository.StoredSecret match = null;
    for (var stored : repository.secrets(applicationId)) {
      var expires = stored.expiresAt();
      if (MessageDigest.isEqual(stored.hash(), hash)
          && (expires == null || now.isBefore(expires))) {
        match = stored;
      }
    }
    if (match == null) {
      return false;
    }
    repository.markUsed(applicationId, match.id());
    return true;
  }

  private static RuntimeException unknown(String id) {
    return Refusal.notFound("There is no application '" + id + "'.").asException();
  }
}
