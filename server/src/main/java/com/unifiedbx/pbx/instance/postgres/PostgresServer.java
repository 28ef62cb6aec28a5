package com.unifiedbx.pbx.instance.postgres;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.Database;
import com.unifiedbx.pbx.instance.InstanceException;
import com.unifiedbx.pbx.instance.ManagedProcess;
import com.unifiedbx.pbx.instance.files.InstanceFile;
import com.unifiedbx.pbx.instance.files.PrivateFiles;
import com.unifiedbx.pbx.instance.network.Ports;
import com.unifiedbx.pbx.instance.process.Programs;
import com.unifiedbx.pbx.instance.process.RunningProcess;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The embedded PostgreSQL of one data directory.
///
/// It listens on 127.0.0.1 only, asks everybody for a password, and is its own session: it goes on
/// when the Java process dies, and the next [#start] takes it over. Safe for one caller at a time;
/// two programs on one directory are kept apart by the instance's lock.
public final class PostgresServer implements ManagedProcess {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final DataDirectory directory;
  private final InstanceFile instance;
  private final boolean durable;
  private final Database.Login superuser;
  private volatile @Nullable RunningProcess process;
  private volatile int port;
  private volatile boolean settled;

  /// @param durable false only in tests: a crash of the machine may then lose data
  public PostgresServer(DataDirectory directory, boolean durable) {
    this.directory = directory;
    this.durable = durable;
    this.instance = InstanceFile.open(directory);
    this.superuser = new Database.Login("postgres", directory.secret("postgres"));
    this.port = instance.number("postgresPort", 0);
  }

  /// Settles the port, so that [#database] tells where the server will be before it is there. Once
  /// clients know the port it stays, even if somebody sits on it: a restart tries again.
  public void settlePort() {
    if (port == 0 || (findRunning() == null && !Ports.isTcpFree(Ports.loopback(), port))) {
      port = Ports.free();
      instance.remember(Map.of("postgresPort", port));
    }
    settled = true;
  }

  /// Takes over the running server or starts one, and makes sure that roles and database are there.
  /// Returns when it answers.
  @Override
  public void start() {
    refuseOtherMajor();
    if (!settled) {
      settlePort();
    }
    var home = PostgresBinaries.unpacked();
    initialise(home);
    var running = findRunning();
    if (running == null) {
      running = launch(home);
    }
    process = running;
    running.write(directory.run("postgres.pid"));
    prepareRoles();
  }

  /// Ends the server cleanly: clients are cut off, everything committed is on disk.
  @Override
  public void stop() {
    var running = findRunning();
    if (running != null) {
      pgControl(PostgresBinaries.unpacked(), "stop", "-m", "fast", "-w", "-t", "20");
      if (!running.awaitEnd(Duration.ofSeconds(5))) {
        running.end(true);
        running.awaitEnd(Duration.ofSeconds(5));
      }
    }
    PrivateFiles.delete(directory.run("postgres.pid"));
    process = null;
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public boolean isRunning() {
    var known = process;
    return known != null && known.isAlive();
  }

  /// Where the application finds its database.
  public Database database() {
    return new Database(
        "jdbc:postgresql://127.0.0.1:" + port + "/pbx",
        "127.0.0.1",
        port,
        "pbx",
        new Database.Login("pbx", directory.secret("database")),
        new Database.Login("asterisk_" + instance.id(), directory.secret("asterisk-database")));
  }

  @Override
  public @Nullable Long pid() {
    var running = findRunning();
    return running == null ? null : running.pid();
  }

  private void refuseOtherMajor() {
    var major = PrivateFiles.read(directory.postgres().resolve("PG_VERSION"));
    if (major != null && !major.equals(String.valueOf(PostgresBinaries.MAJOR))) {
      throw new InstanceException(
          "The data directory "
              + directory.root()
              + " holds a database of PostgreSQL "
              + major
              + ", this version brings PostgreSQL "
              + PostgresBinaries.MAJOR
              + ": use the version of UnifiedBX that made it, or another --data.");
    }
  }

  private void initialise(Path home) {
    if (Files.exists(directory.postgres().resolve("PG_VERSION"))) {
      return;
    }
    var fresh = directory.root().resolve("postgres.new");
    PrivateFiles.deleteTree(fresh);
    var command = new ArrayList<>(prefix());
    command.add(home.resolve("bin/initdb").toString());
    command.addAll(List.of("-D", fresh.toString(), "-U", superuser.user()));
    command.addAll(List.of("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"));
    command.add("--pwfile=" + directory.secretFile("postgres"));
    if (!durable) {
      command.add("--no-sync");
    }
    var outcome = Programs.run(command, LIMIT);
    if (!outcome.ok()) {
      throw refusal("PostgreSQL can't make its data directory", outcome);
    }
    try {
      Files.move(fresh, directory.postgres(), StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new InstanceException("Can't rename within " + directory.root() + ".", e);
    } catch (IOException e) {
      throw new InstanceException("Can't make " + directory.postgres() + ": " + e, e);
    }
  }

  /// Our server if it lives: by our own pid file, else by PostgreSQL's, whose process must have the
  /// data directory as its working directory.
  private @Nullable RunningProcess findRunning() {
    var known = RunningProcess.read(directory.run("postgres.pid"));
    if (known != null) {
      return known;
    }
    var line = PrivateFiles.read(directory.postgres().resolve("postmaster.pid"));
    if (line == null || line.isEmpty()) {
      return null;
    }
    var pid = Long.parseLong(line.lines().findFirst().orElse("0").strip());
    var living = RunningProcess.of(pid);
    return living != null && worksInOurDirectory(pid) ? living : null;
  }

  private boolean worksInOurDirectory(long pid) {
    try {
      return Files.isSameFile(Path.of("/proc/" + pid + "/cwd"), directory.postgres());
    } catch (IOException e) {
      return false;
    }
  }

  private RunningProcess launch(Path home) {
    PostgresSettings.write(directory.postgres(), port, durable);
    // Nobody of ours runs: the id in a file left behind by a crash may be anybody's by now.
    PrivateFiles.delete(directory.postgres().resolve("postmaster.pid"));
    var log = new PostgresLog(directory.log("postgres.log"));
    var outcome = pgControl(home, "start", "-w", "-t", "60", "-s", "-l", log.file().toString());
    var running = findRunning();
    if (!outcome.ok() || running == null) {
      throw refusal("PostgreSQL does not start (see " + log.file() + ")", log.explain(outcome));
    }
    return running;
  }

  private Programs.Outcome pgControl(Path home, String... arguments) {
    var command = new ArrayList<>(prefix());
    command.add(home.resolve("bin/pg_ctl").toString());
    command.addAll(List.of("-D", directory.postgres().toString()));
    command.addAll(List.of(arguments));
    return Programs.run(command, LIMIT.plusSeconds(10));
  }

  /// PostgreSQL refuses to run as root; in a user namespace without a mapping it is nobody.
  private static List<String> prefix() {
    return Programs.isRoot() ? List.of("unshare", "-U", "--") : List.of();
  }

  private static InstanceException refusal(String what, Programs.Outcome outcome) {
    if (outcome.output().contains("unshare")) {
      return new InstanceException(
          "PostgreSQL does not run as root and this machine forbids `unshare -U` ("
              + outcome.reason()
              + "): run as another user, or give --database-url.");
    }
    return new InstanceException(what + ": " + outcome.reason());
  }

  private void prepareRoles() {
    var database = database();
    if (PostgresRoles.areReady(database)) {
      return;
    }
    try {
      var admin = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
      PostgresRoles.prepare(database, admin, superuser);
    } catch (SQLException e) {
      throw new InstanceException("PostgreSQL runs but can't be prepared: " + e.getMessage(), e);
    }
  }
}
