package com.unifiedbx.pbx.extensions.csv;

import com.unifiedbx.pbx.applications.Allowlist;
import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.applications.NewApplication;
import com.unifiedbx.pbx.audit.Actor;
import com.unifiedbx.pbx.audit.AuditLog;
import com.unifiedbx.pbx.instance.DataOption;
import com.unifiedbx.pbx.instance.InstanceException;
import com.unifiedbx.pbx.instance.LocalRequests;
import com.unifiedbx.pbx.kernel.Audited;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API for one run of a command: an application of its own that exists only meanwhile, so that
/// the audit log tells who it was and nothing is left behind.
public final class ApiAccess implements AutoCloseable {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private final LocalRequests requests;
  private final DataOption data;
  private final String id;
  private final String token;

  private ApiAccess(LocalRequests requests, DataOption data, String id, String token) {
    this.requests = requests;
    this.data = data;
    this.id = id;
    this.token = token;
  }

  public static ApiAccess open(DataOption data, String what, List<String> scopes) {
    var requests = LocalRequests.of(data.existing());
    var allowed = Allowlist.parse(List.of("127.0.0.0/8", "::1", requests.address()));
    var name = "command " + what + " " + UUID.randomUUID();
    var wanted = new NewApplication(name, "", scopes, allowed, null);
    var made = with(data, applications -> applications.create(wanted));
    var id = made.application().id();
    try {
      var form =
          "grant_type=client_credentials&client_id=%s&client_secret=%s"
              .formatted(encoded(id), encoded(made.secret().value()));
      var answer = requests.post("/token", "", "application/x-www-form-urlencoded", form);
      var token = checked(answer.status(), answer.body()).path("access_token").asString("");
      return new ApiAccess(requests, data, id, token);
    } catch (RuntimeException e) {
      delete(data, id);
      throw e;
    }
  }

  /// Works on the applications of the instance; each change gets its row in the audit log.
  private static <T> T with(DataOption data, Function<Applications, T> work) {
    var directory = data.existing();
    var database = data.database();
    var login = database.application();
    var source =
        new SingleConnectionDataSource(
            database.jdbcUrl(), login.user(), login.password().value(), true);
    try {
      var clock = Clock.systemUTC();
      var audit =
          AuditLog.over(source, directory.secret("audit-key"), directory.auditHead(), clock);
      var applications =
          Applications.over(
              source,
              directory.secret("pepper"),
              clock,
              event -> {
                if (event instanceof Audited change) {
                  audit.record(change, Actor.commandLine());
                }
              });
      var result = work.apply(applications);
      audit.saveHead();
      return result;
    } finally {
      source.destroy();
    }
  }

  private static void delete(DataOption data, String id) {
    with(
        data,
        applications -> {
          applications.delete(id);
          return id;
        });
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  public String get(String path) {
    var answer = requests.get(path, token);
    if (answer.status() != 200) {
      checked(answer.status(), answer.body());
    }
    return answer.body();
  }

  /// Posts a CSV; the answer to lines that were refused (422) is an answer like any other.
  JsonNode post(String path, String csv) {
    var answer = requests.post(path, token, "text/csv", csv);
    var isImport = answer.status() == 422 && answer.body().contains("\"lines\"");
    return isImport ? JSON.readTree(answer.body()) : checked(answer.status(), answer.body());
  }

  private static JsonNode checked(int status, String body) {
    var isJson = body.startsWith("{");
    if (status != 200 || !isJson) {
      var message = isJson ? JSON.readTree(body).path("message").asString("") : "";
      throw new InstanceException(message.isEmpty() ? "The API answered " + status + "." : message);
    }
    return JSON.readTree(body);
  }

  @Override
  public void close() {
    delete(data, id);
  }
}
