package com.unifiedbx.pbx.instance.postgres;

import com.unifiedbx.pbx.instance.process.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What PostgreSQL writes to its log from now on: `pg_ctl` says that a start failed, the log why.
final class PostgresLog {

  /// A time, the process in brackets, perhaps a user, the severity: as [PostgresSettings] has it.
  private static final Pattern CAUSE =
      Pattern.compile(
          "^[^\\[]*\\[\\d+] +(?:[^ :]+ +)?(?:FATAL|PANIC|DETAIL|HINT|LOG(?=:.*error)): +(.*)$");

  private static final int LINES = 3;

  private final Path file;
  private final long begin;

  PostgresLog(Path file) {
    this.file = file;
    this.begin = size();
  }

  Path file() {
    return file;
  }

  /// The same failure with the causes that the log names, or as it was when it names none.
  Programs.Outcome explain(Programs.Outcome failure) {
    var causes =
        added()
            .lines()
            .map(CAUSE::matcher)
            .filter(matcher -> matcher.matches())
            .map(matcher -> matcher.group(1))
            .limit(LINES)
            .collect(Collectors.joining("; "));
    return causes.isEmpty()
        ? failure
        : new Programs.Outcome(failure.exit(), failure.output() + "\n" + causes);
  }

  private String added() {
    try (var in = Files.newInputStream(file)) {
      in.skipNBytes(begin);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // Then pg_ctl's own words have to do.
    }
  }

  private long size() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
