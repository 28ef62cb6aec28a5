package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.instance.files.InstanceFile;
import com.unifiedbx.pbx.instance.files.PrivateFiles;
import com.unifiedbx.pbx.instance.network.Addresses;
import com.unifiedbx.pbx.instance.network.HealthProbe;
import com.unifiedbx.pbx.instance.postgres.ExternalDatabase;
import com.unifiedbx.pbx.instance.postgres.PostgresServer;
import com.unifiedbx.pbx.instance.process.RunningProcess;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An instance seen from another process: what of it runs, and where.
final class RunningInstance {

  private final DataDirectory directory;
  private final InstanceFile file;

  private RunningInstance(DataDirectory directory, InstanceFile file) {
    this.directory = directory;
    this.file = file;
  }

  static RunningInstance of(DataDirectory directory) {
    return new RunningInstance(directory, Objects.requireNonNull(InstanceFile.find(directory)));
  }

  InstanceFile file() {
    return file;
  }

  @Nullable RunningProcess process(String name) {
    return RunningProcess.read(directory.run(name + ".pid"));
  }

  /// Null when the database is embedded.
  ExternalDatabase.@Nullable Address external() {
    var url = PrivateFiles.read(directory.secretFile("database-url"));
    return url == null ? null : ExternalDatabase.Address.parse(url, "");
  }

  /// Where the database is; it may not run at the moment.
  Database address() {
    var external = external();
    return external != null
        ? external.database(directory)
        : new PostgresServer(directory, true).database();
  }

  Database database() {
    if (external() == null && process("postgres") == null) {
      throw new InstanceException(
          "The database of " + directory.root() + " does not run: start it with `unifiedbx up`.");
    }
    return address();
  }

  HealthProbe.Answer health() {
    var bind = file.text("bind", "127.0.0.1");
    var certificate = Path.of(file.text("certificate", ""));
    try {
      return HealthProbe.ask(
          Addresses.reachable(bind), file.number("httpsPort", 8443), certificate);
    } catch (InstanceException e) {
      return new HealthProbe.Answer(0, String.valueOf(e.getMessage()));
    }
  }
}
