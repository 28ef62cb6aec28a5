package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.instance.asterisk.AsteriskPrograms;
import com.unifiedbx.pbx.instance.asterisk.AsteriskServer;
import com.unifiedbx.pbx.instance.asterisk.AsteriskSetup;
import com.unifiedbx.pbx.instance.asterisk.ExternalAsterisk;
import com.unifiedbx.pbx.instance.files.InstanceFile;
import com.unifiedbx.pbx.instance.files.PrivateFiles;
import com.unifiedbx.pbx.instance.network.Addresses;
import com.unifiedbx.pbx.instance.network.LocalApi;
import com.unifiedbx.pbx.instance.network.Ports;
import com.unifiedbx.pbx.instance.postgres.AsteriskViews;
import com.unifiedbx.pbx.instance.postgres.ExternalDatabase;
import com.unifiedbx.pbx.instance.postgres.PostgresServer;
import com.unifiedbx.pbx.instance.process.RunningProcess;
import com.unifiedbx.pbx.instance.process.Supervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What runs on this machine for one data directory: its processes, watched, and where they are.
///
/// Made by `up`, handed to the application as a bean. Methods may be called from any thread.
public final class Instance {

  private final DataDirectory directory;
  private final Options options;
  private final InstanceFile file;
  private final Supervisor supervisor = new Supervisor(Clock.systemUTC());
  private final List<ManagedProcess> processes = new CopyOnWriteArrayList<>();
  private final List<String> announcements = Collections.synchronizedList(new ArrayList<>());
  private final List<String> confidences = Collections.synchronizedList(new ArrayList<>());
  private final List<StartStep> lastSteps = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> databaseStart = new CompletableFuture<>();
  private final CountDownLatch schema = new CountDownLatch(1);
  private volatile @Nullable Database database;
  private volatile Supplier<@Nullable String> trouble = () -> null;

  Instance(DataDirectory directory, Options options) {
    this.directory = directory;
    this.options = options;
    this.file = InstanceFile.open(directory);
  }

  public DataDirectory directory() {
    return directory;
  }

  public Options options() {
    return options;
  }

  /// How each managed process is; empty for what others run.
  public List<ProcessState> processes() {
    return supervisor.states();
  }

  /// The database; it may not answer before [#awaitDatabase] returns.
  public Database database() {
    var known = database;
    if (known == null) {
      throw new IllegalStateException("the database is not there yet");
    }
    return known;
  }

  /// The manager account of the Asterisk that this instance serves.
  public AsteriskSetup.Ami ami() {
    var external = options.external();
    return external != null
        ? external
        : new AsteriskSetup.Ami(
            "127.0.0.1", options.network().amiPort(), "unifiedbx", directory.secret("ami"));
  }

  /// Whether it is known where Asterisk writes its call records.
  public boolean hasCallRecords() {
    return options.external() == null || options.properties().containsKey("pbx.cdr.journal");
  }

  /// Starts one more process and looks after it until the instance ends.
  public void add(ManagedProcess process) {
    processes.add(process);
    process.start();
    supervisor.watch(process);
  }

  /// A line for the end of `up`'s output, for the person who started it.
  public void announce(String line) {
    announcements.add(line);
  }

  List<String> announcements() {
    return List.copyOf(announcements);
  }

  /// A line for the end of `up`'s output that must not be in any log or file: it holds a secret.
  public void confide(String line) {
    confidences.add(line);
  }

  List<String> confidences() {
    return List.copyOf(confidences);
  }

  /// Adds a last step of the start. To be called while the application starts.
  public void atEnd(StartStep step) {
    lastSteps.add(step);
  }

  /// Sets who knows what keeps calls from being made: a part of a sentence, or null when nothing
  /// does. To be called while the application starts.
  public void troubleIs(Supplier<@Nullable String> told) {
    trouble = told;
  }

  @Nullable String trouble() {
    return trouble.get();
  }

  void runLastSteps(Consumer<String> progress) {
    lastSteps.forEach(step -> step.run(progress));
  }

  /// Ends the process of that name that an earlier life of this instance left behind, if there is
  /// one.
  public void endLeftover(String name) {
    var pidFile = directory.run(name + ".pid");
    var left = RunningProcess.read(pidFile);
    if (left != null) {
      left.stop(Duration.ofSeconds(20));
    }
    PrivateFiles.delete(pidFile);
  }

  /// The wanted UDP port of an address of this machine, or a free one when it is taken.
  public int udpPort(String address, int wanted) {
    var parsed = Objects.requireNonNull(Addresses.parse(address));
    return Ports.isUdpFree(parsed, wanted) ? wanted : Ports.freeUdp(parsed);
  }

  /// Where a client on this machine finds the HTTPS port: `https://127.0.0.1:8443`.
  public String url() {
    return "https://" + Addresses.beforePort(host()) + ":" + options.network().httpsPort();
  }

  /// The certificate of the HTTPS port, a PEM file.
  public Path certificate() {
    var own = options.tls();
    return own != null ? own.certificate() : directory.tls().resolve("cert.pem");
  }

  /// Posts an encoded form to a path of the API, as a client on this machine would.
  ///
  /// @return the body of the answer, whose status was 200
  public String post(String path, String form) {
    try {
      var api = new LocalApi(host(), options.network().httpsPort(), certificate());
      var answer = api.post(path, form);
      if (answer.status() != 200) {
        throw new InstanceException("The API answers " + path + " with " + answer.status() + ".");
      }
      return answer.body();
    } catch (IOException e) {
      throw new InstanceException("The API does not answer: " + e.getMessage() + ".", e);
    }
  }

  private String host() {
    return Addresses.reachable(options.network().bind());
  }

  /// Finds out where the database is: reaches the external one, or settles where the embedded one
  /// will be, which has to be started then.
  ///
  /// @return what starts it
  Runnable locateDatabase() {
    var external = options.databaseUrl();
    if (external != null) {
      database = ExternalDatabase.prepare(external, directory);
      PrivateFiles.write(directory.secretFile("database-url"), database().uri(true) + "\n");
      return () -> databaseStart.complete(null);
    }
    PrivateFiles.delete(directory.secretFile("database-url"));
    var server = new PostgresServer(directory, true);
    server.settlePort();
    database = server.database();
    return () -> startDatabase(server);
  }

  private void startDatabase(PostgresServer server) {
    try {
      add(server);
      databaseStart.complete(null);
    } catch (RuntimeException e) {
      databaseStart.completeExceptionally(e);
      throw e;
    }
  }

  /// Returns when the database answers.
  ///
  /// @throws InstanceException when it does not start
  public void awaitDatabase() {
    try {
      databaseStart.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof InstanceException known
          ? known
          : new InstanceException("The database does not start: " + e.getCause(), e);
    }
  }

  /// To be called once the database has what Asterisk reads, or never will.
  public void schemaIsThere() {
    schema.countDown();
  }

  /// Starts the managed Asterisk, as soon as the database has what it reads, or tells the keeper of
  /// the external one what that needs. Returns what there is to say of it.
  String startAsterisk() throws InterruptedException {
    var external = options.external();
    if (external != null) {
      endLeftover("asterisk");
      var setup = asteriskSetup("external-asterisk", "asterisk/external", external);
      ExternalAsterisk.writeFiles(setup);
      file.remember(Map.of("asteriskVersion", "unknown"));
      var readme = setup.home().resolve("README.txt");
      return "Asterisk is external: "
          + Addresses.beforePort(external.host())
          + ":"
          + external.port()
          + " (what it needs is in "
          + readme
          + ")";
    }
    awaitDatabase();
    if (!AsteriskViews.areIn(database())) {
      schema.await();
    }
    var programs = AsteriskPrograms.find(System.getenv());
    add(new AsteriskServer(directory, asteriskSetup("asterisk", "asterisk/pbx", ami()), programs));
    var version = programs.version();
    file.remember(Map.of("asteriskVersion", version));
    return "Asterisk " + version + " is ready on port " + options.network().sipPort();
  }

  private AsteriskSetup asteriskSetup(String home, String templates, AsteriskSetup.Ami ami) {
    var network = options.network();
    var values =
        Map.of(
            "sip.bind", Addresses.beforePort(network.bind()) + ":" + network.sipPort(),
            "rtp.first", String.valueOf(network.rtpFirst()),
            "rtp.last", String.valueOf(network.rtpLast()),
            "database.host", database().host(),
            "database.port", String.valueOf(database().port()),
            "database.name", database().name(),
            "database.user", database().asterisk().user(),
            "database.password", database().asterisk().password().value());
    return new AsteriskSetup("asterisk", directory.root().resolve(home), templates, ami, values);
  }

  void remember(Map<String, ?> values) {
    file.remember(values);
  }

  /// Ends every process, the last started first.
  void stopProcesses() {
    supervisor.close();
    for (var process : List.copyOf(processes).reversed()) {
      process.stop();
    }
  }
}
