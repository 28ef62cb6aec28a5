package com.unifiedbx.pbx.whole;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// PostgreSQL killed, and kept from coming back until this is closed: a line in its configuration
/// that it can't read.
final class DatabaseOutage implements AutoCloseable {

  private final Path configuration;
  private final String readable;

  private DatabaseOutage(TestPbx pbx) throws IOException {
    configuration = pbx.data().resolve("postgres/postgresql.auto.conf");
    readable = Files.readString(configuration);
    Files.writeString(configuration, readable + "\nnot readable\n");
    var postmaster = pbx.process("postgresql");
    postmaster.destroyForcibly();
    await().atMost(PbxUser.SOON).until(() -> !postmaster.isAlive());
  }

  static DatabaseOutage of(TestPbx pbx) throws IOException {
    return new DatabaseOutage(pbx);
  }

  @Override
  public void close() {
    try {
      Files.writeString(configuration, readable);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
