package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.instance.options.OptionSources;
import com.unifiedbx.pbx.instance.options.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that every command takes: which instance is meant. A picocli mixin.
public final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The instance's directory (UNIFIEDBX_DATA; default ./data).")
  @Nullable String data;

  /// The directory of an instance that is there already; refused when it is none.
  public DataDirectory existing() {
    var typed = data == null ? Map.<Setting, String>of() : Map.of(Setting.DATA, data);
    var given = new OptionSources(typed, System.getenv()).value(Setting.DATA);
    var directory = new DataDirectory(Path.of(given.text()));
    if (!Files.isRegularFile(directory.root().resolve("instance.json"))) {
      throw new InstanceException(
          "There is no instance in "
              + directory.root()
              + ": `unifiedbx up` makes one, --data names"
              + " another directory.");
    }
    return directory;
  }

  /// The database of the instance, for commands that work on it beside the running API; refused
  /// with one sentence when it does not run.
  public Database database() {
    return RunningInstance.of(existing()).database();
  }
}
