package com.unifiedbx.pbx.whole;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.ami.AmiSettings;
import com.unifiedbx.pbx.TestProgram;
import com.unifiedbx.pbx.instance.ApiServer;
import com.unifiedbx.pbx.instance.Database;
import com.unifiedbx.pbx.instance.Instance;
import com.unifiedbx.pbx.instance.UpCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;

/// The product as `up` starts it, on free ports: PostgreSQL, Asterisk, and the application over
/// HTTPS with its own certificate. One for all tests of this JVM, which ends with the JVM as `up`
/// does, and others for those that need another kind.
final class TestPbx implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(25);

  private static final class Holder {
    static final TestPbx ONLY = new TestPbx(temporary(), List.of());
  }

  /// What `up` gives to the application.
  private record Served(Map<String, Object> properties, Instance instance) {}

  private final Path data;
  private final List<String> options;
  private final Thread up = Thread.ofPlatform().daemon().name("up").unstarted(this::up);
  private final int httpsPort = FreePorts.tcp();
  private final int sipPort = FreePorts.udp();
  private volatile @Nullable Served served;
  private volatile @Nullable ApiServer api;
  private volatile @Nullable Integer ended;

  private TestPbx(Path data, List<String> options) {
    this.data = data;
    this.options = options;
    up.start();
    await().atMost(START).until(() -> ended != null || isReady());
    assertThat(ended).describedAs("exit code of up").isNull();
    Runtime.getRuntime().addShutdownHook(new Thread(this::deleteWhenStopped, "delete"));
  }

  static TestPbx shared() {
    return Holder.ONLY;
  }

  /// One of its own kind, to be closed.
  ///
  /// @param configuration the text of its `unifiedbx.conf`
  static TestPbx with(String configuration, String... options) {
    var data = temporary();
    try {
      Files.writeString(data.resolve("unifiedbx.conf"), configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TestPbx(data, List.of(options));
  }

  /// Ends it as a signal would.
  @Override
  public void close() {
    up.interrupt();
    await().atMost(STOP).until(() -> !up.isAlive());
  }

  /// The path is short, for Asterisk keeps a socket below it.
  private static Path temporary() {
    try {
      return Files.createTempDirectory("pbx");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void up() {
    int rtp = FreePorts.udp() & ~1;
    var arguments =
        new ArrayList<>(
            List.of(
                "--data=" + data,
                "--https-port=" + httpsPort,
                "--sip-port=" + sipPort,
                "--rtp-ports=" + Math.min(rtp, 65_000) + "-" + Math.min(rtp + 400, 65_400)));
    if (options.stream().noneMatch(option -> option.startsWith("--ami-port"))) {
      arguments.add("--ami-port=" + FreePorts.tcp());
    }
    arguments.addAll(options);
    ended = new CommandLine(new UpCommand(this::serve)).execute(arguments.toArray(String[]::new));
  }

  private ApiServer serve(Map<String, Object> properties, Instance instance) {
    served = new Served(properties, instance);
    startApi();
    return this::stopApi;
  }

  private boolean isReady() throws IOException {
    var progress = data.resolve("run/up.progress");
    return Files.exists(progress)
        && Files.readAllLines(progress).stream()
            .anyMatch(line -> line.equals("ready") || line.startsWith("unhealthy: "));
  }

  private void deleteWhenStopped() {
    try {
      await().atMost(STOP).until(() -> Files.notExists(data.resolve("run/api.pid")));
      FileSystemUtils.deleteRecursively(data);
    } catch (ConditionTimeoutException | IOException e) {
      System.err.println("Something is left in " + data + ": " + e.getMessage());
    }
  }

  void startApi() {
    startApi(Map.of());
  }

  /// @param changed properties that are different from what `up` gives
  void startApi(Map<String, Object> changed) {
    var known = requireNonNull(served);
    var properties = new HashMap<>(known.properties());
    properties.putAll(changed);
    api = TestProgram.start(properties, known.instance());
  }

  /// Starts it in a process of its own; close that before it is started here again.
  ApiApart startApiApart() {
    return ApiApart.start(requireNonNull(served).properties());
  }

  void stopApi() {
    var running = api;
    api = null;
    if (running != null) {
      running.stop();
    }
  }

  Path data() {
    return data;
  }

  /// Where Asterisk keeps a mailbox.
  Path spool(String mailbox) {
    return data.resolve("asterisk/spool/voicemail/default").resolve(mailbox);
  }

  String address() {
    return "https://127.0.0.1:" + httpsPort;
  }

  int sipPort() {
    return sipPort;
  }

  Database database() {
    return requireNonNull(served).instance().database();
  }

  /// Changes rows behind the API's back.
  void sql(String statement, Object... values) {
    var login = database().application();
    try (var connection =
            DriverManager.getConnection(
                database().jdbcUrl(), login.user(), login.password().value());
        var prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        prepared.setObject(i + 1, values[i]);
      }
      assertThat(prepared.executeUpdate()).isEqualTo(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How often something that was told of an extension stands in the event log.
  long countEvents(String type, String extension) {
    var query = "select id from pbx.event where type = ? and ? = any (extensions)";
    return find(query, type, extension).size();
  }

  /// How often an end of that call stands in the event log.
  long countEnds(String callId) {
    var query =
        "select id from pbx.event where data ->> 'id' = ?"
            + " and type in ('call.completed', 'call.failed', 'call.canceled')";
    return find(query, callId).size();
  }

  /// How often a record of that call stands in the event log.
  long countRecords(String callId) {
    var query = "select id from pbx.event where data ->> 'callId' = ? and type = 'cdr.created'";
    return find(query, callId).size();
  }

  /// The calls that have a tag `run` with this value.
  List<String> calls(String run) {
    return find("select id from pbx.call where tag ->> 'run' = ?", run);
  }

  /// Their states.
  List<String> states(String run) {
    return find("select status from pbx.call where tag ->> 'run' = ?", run);
  }

  /// Their steps as they are kept with the calls: id and type.
  List<String> steps(String run) {
    var query =
        "select call_id || ' ' || type from pbx.call_timeline"
            + " where call_id in (select id from pbx.call where tag ->> 'run' = ?)";
    return find(query, run);
  }

  private List<String> find(String query, String... values) {
    var login = database().application();
    try (var connection =
            DriverManager.getConnection(
                database().jdbcUrl(), login.user(), login.password().value());
        var prepared = connection.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        prepared.setString(i + 1, values[i]);
      }
      var found = new ArrayList<String>();
      for (var rows = prepared.executeQuery(); rows.next(); ) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How to reach the managed Asterisk's manager interface.
  AmiSettings.Login ami() {
    var ami = requireNonNull(served).instance().ami();
    return new AmiSettings.Login(ami.host(), ami.port(), ami.user(), ami.secret().value());
  }

  List<String> processNames() {
    return requireNonNull(served).instance().processes().stream().map(p -> p.name()).toList();
  }

  /// The living process of that name (`postgresql`, `asterisk`).
  ProcessHandle process(String name) {
    var state =
        requireNonNull(served).instance().processes().stream()
            .filter(p -> p.name().equals(name))
            .findFirst()
            .orElseThrow();
    return ProcessHandle.of(requireNonNull(state.pid())).orElseThrow();
  }
}
