package com.unifiedbx.pbx.instance.asterisk;

import com.unifiedbx.pbx.kernel.Secret;
import java.nio.file.Path;
import java.util.Map;

/// What one Asterisk process is to be.
///
/// @param name names the pid file and the log: `asterisk`, `demo`
/// @param home the directory it may write: `DIR/asterisk`
/// @param templates class path folder with the configuration: a file `files` lists the others
/// @param values what stands for `{{…}}` in the templates, beside those that every Asterisk has
///   (home, etc, run, modules.line, ami.*)
public record AsteriskSetup(
    String name, Path home, String templates, Ami ami, Map<String, String> values) {

  public AsteriskSetup {
    values = Map.copyOf(values);
  }

  /// The manager account, on a loopback address.
  public record Ami(String host, int port, String user, Secret secret) {}
}
