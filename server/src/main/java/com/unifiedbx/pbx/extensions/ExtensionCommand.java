package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.extensions.csv.ApiAccess;
import com.unifiedbx.pbx.extensions.csv.CsvChunks;
import com.unifiedbx.pbx.extensions.csv.ImportRun;
import com.unifiedbx.pbx.instance.DataOption;
import com.unifiedbx.pbx.instance.InstanceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `extension`: extensions in and out of an instance that runs.
@Command(
    name = "extension",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Imports and exports extensions as CSV, in the columns of FreePBX's bulk handler.",
    subcommands = {ExtensionCommand.Import.class, ExtensionCommand.Export.class})
public final class ExtensionCommand {

  @Command(
      name = "import",
      sortOptions = false,
      mixinStandardHelpOptions = true,
      description = "Makes the extensions of a CSV file, and changes those that exist.",
      footer = {
        "",
        "Good to know",
        "  The first line names the columns; 'extension' must be one of them. Unknown columns are",
        "  ignored and named. An empty cell means the default; an empty secret or PIN keeps the one",
        "  there is, or makes one. Made secrets are printed with --json, and only then.",
        "  Exit code 0: all lines were taken; 1: some or all were refused.",
        "",
        "Examples",
        "  unifiedbx extension import phones.csv --dry-run",
        "  unifiedbx extension import phones.csv --all-or-nothing"
      })
  static final class Import implements Callable<Integer> {

    @Mixin DataOption data = new DataOption();

    @Parameters(paramLabel = "FILE", description = "A CSV file in UTF-8.")
    Path file = Path.of("");

    @Option(names = "--dry-run", description = "Only tell what would change.")
    boolean dryRun;

    @Option(
        names = "--all-or-nothing",
        description = "Take no line when one is refused (default: take those that can be taken).")
    boolean whole;

    @Option(names = "--json", description = "Print JSON, for programs: every line, with secrets.")
    boolean json;

    @Override
    public Integer call() {
      var chunks = CsvChunks.of(text(file));
      try (var api = ApiAccess.open(data, "extension import", List.of("extension:write"))) {
        var run = new ImportRun(api, json);
        return run.isTaken(chunks, dryRun, whole) ? 0 : 1;
      }
    }

    private static String text(Path file) {
      try {
        return Files.readString(file, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new InstanceException(file + " can't be read as a text file in UTF-8.");
      }
    }
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "Writes all extensions as CSV; secrets and PINs are not in it.")
  static final class Export implements Callable<Integer> {

    @Mixin DataOption data = new DataOption();

    @Parameters(
        paramLabel = "FILE",
        arity = "0..1",
        description = "Where it goes; default: standard output.")
    @Nullable Path file;

    @Override
    public Integer call() throws IOException {
      try (var api = ApiAccess.open(data, "extension export", List.of("extension:read"))) {
        var csv = api.get("/extensions.csv") + "\r\n";
        if (file == null) {
          System.out.print(csv);
        } else {
          Files.writeString(file, csv);
        }
      }
      return 0;
    }
  }
}
