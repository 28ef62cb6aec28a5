package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.util.unit.DataSize;

/// The import in a process of its own, which the kernel can kill anywhere.
final class ImportProcess {

  private ImportProcess() {}

  static Process start(TestDatabase database, Path journal) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
                List.of(
                    java,
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ImportProcess.class.getName(),
                    journal.toString()))
            .redirectErrorStream(true)
            .redirectOutput(journal.resolveSibling("import.log").toFile());
    builder.environment().put("TEST_URL", database.url());
    builder.environment().put("TEST_USER", database.user());
    builder.environment().put("TEST_PASSWORD", database.password());
    return builder.start();
  }

  static void main(String[] arguments) throws InterruptedException {
    var source = new PGSimpleDataSource();
    source.setUrl(System.getenv("TEST_URL"));
    source.setUser(System.getenv("TEST_USER"));
    source.setPassword(System.getenv("TEST_PASSWORD"));
    var work = new TestImport(source, Path.of(arguments[0]), DataSize.ofKilobytes(50), 20);
    work.loop(TestImport.progress()).start();
    Thread.currentThread().join();
  }
}
