package com.unifiedbx.pbx.audit.command;

import com.unifiedbx.pbx.audit.AuditEvent;
import com.unifiedbx.pbx.kernel.Page;
import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `audit`: the audit log of an instance that runs.
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Reads the audit log, and proves that nobody has changed it.",
    subcommands = {
      AuditCommand.AuditList.class,
      AuditCommand.Export.class,
      AuditCommand.Verify.class
    })
public final class AuditCommand {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Command(
      name = "list",
      sortOptions = false,
      mixinStandardHelpOptions = true,
      description = "Lists rows, newest first.",
      footer = {
        "",
        "Examples",
        "  unifiedbx audit list --limit 20",
        "  unifiedbx audit list --operation extension --outcome refused",
        "  unifiedbx audit list --actor app_7hTz0P3bWq1x --from 2026-11-23T00:00:00Z --json"
      })
  static final class AuditList implements Callable<Integer> {
    @Mixin AuditConnection connection = new AuditConnection();
    @Mixin FilterOptions filter = new FilterOptions();

    @Option(
        names = "--limit",
        paramLabel = "N",
        description = "At most so many, 1 to 1000 (default 50).")
    @Nullable Integer limit;

    @Option(names = "--cursor", description = "`nextCursor` of the page before.")
    @Nullable String cursor;

    @Option(names = "--json", description = "Print JSON, for programs.")
    boolean json;

    @Override
    public Integer call() {
      var wanted = filter.filter();
      var most = Page.limit(limit);
      var page = connection.with(audit -> audit.list(wanted, most, cursor));
      if (json) {
        System.out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(page));
        return 0;
      }
      page.items().forEach(event -> print(System.out, event));
      if (page.nextCursor() != null) {
        System.out.printf(
            "(%d of %d; the next: --cursor %s)%n",
            page.items().size(), page.total(), page.nextCursor());
      }
      return 0;
    }

    private static void print(PrintStream out, AuditEvent event) {
      out.printf(
          "%-6s %s %-18s %-24s %-28s %s%s%n",
          event.id(),
          event.time(),
          event.actor(),
          event.operation(),
          event.object(),
          event.outcome(),
          event.error() == null ? "" : " (" + event.error() + ")");
    }
  }

  @Command(
      name = "export",
      sortOptions = false,
      mixinStandardHelpOptions = true,
      description = "Prints rows, newest first, one JSON object a line, with their hashes.",
      footer = {
        "",
        "Example",
        "  unifiedbx audit export --from 2026-11-01T00:00:00Z --to 2026-12-01T00:00:00Z > nov.jsonl"
      })
  static final class Export implements Callable<Integer> {
    @Mixin AuditConnection connection = new AuditConnection();
    @Mixin FilterOptions filter = new FilterOptions();

    @Override
    public Integer call() {
      var wanted = filter.filter();
      return connection.with(audit -> {
        audit.forEach(wanted, event -> System.out.println(JSON.writeValueAsString(event)));
        return 0;
      });
    }
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Checks every row's hash and that none is missing, and names the first that is not right.",
        "Ends with 0 when the log is whole, with 3 when it is not."
      },
      footer = {
        "",
        "The head that it prints stands for the whole log: kept elsewhere (a letter, another",
        "machine), it proves later that nothing up to it was changed, even by someone who has",
        "this machine.",
        "",
        "Examples",
        "  unifiedbx audit verify",
        "  unifiedbx audit verify --expect 1200:9f3c…"
      })
  static final class Verify implements Callable<Integer> {
    @Mixin AuditConnection connection = new AuditConnection();

    @Option(
        names = "--expect",
        paramLabel = "HEAD",
        description = "A head printed earlier, which must be on the chain.")
    @Nullable String expect;

    @Option(names = "--json", description = "Print JSON, for programs.")
    boolean json;

    @Override
    public Integer call() {
      var verdict = connection.with(audit -> audit.verify(expect));
      if (json) {
        System.out.println(
            JSON.writeValueAsString(
                Map.of(
                    "whole", verdict.isWhole(),
                    "rows", verdict.rows(),
                    "head", verdict.head(),
                    "problems", verdict.problems(),
                    "warning", Objects.requireNonNullElse(verdict.warning(), ""))));
      } else if (verdict.isWhole()) {
        System.out.println("The audit log is whole: " + verdict.rows() + " rows.");
        System.out.println("Head  " + verdict.head());
      } else {
        System.out.println("The audit log is NOT whole (" + verdict.rows() + " rows):");
        verdict
            .problems()
            .forEach(problem -> System.out.println("Row " + problem.row() + " " + problem.what()));
      }
      if (verdict.warning() != null && !json) {
        System.err.println(verdict.warning());
      }
      return verdict.isWhole() ? 0 : 3;
    }
  }
}
