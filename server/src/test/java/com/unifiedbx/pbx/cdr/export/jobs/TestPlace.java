package com.unifiedbx.pbx.cdr.export.jobs;

import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.cdr.Cdrs;
import com.unifiedbx.pbx.cdr.export.CdrExport;
import com.unifiedbx.pbx.cdr.export.CdrExport.Format;
import com.unifiedbx.pbx.cdr.export.jobs.ExportJob.Status;
import com.unifiedbx.pbx.kernel.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/// A data directory of its own on the shared database, with jobs that nobody runs unless a test
/// does.
final class TestPlace {

  final Secret key = Secret.random();
  final Path directory;
  final ExportJobRepository repository;

  TestPlace(Path directory) {
    this.directory = directory;
    this.repository =
        new ExportJobRepository(
            TestServer.shared().bean(JdbcClient.class),
            JsonMapper.shared(),
            new DownloadLinks(key, Clock.systemUTC()));
  }

  /// A job that waits, for all records of that call; returns its id.
  String add(String callId) {
    var id = "exp_" + UUID.randomUUID().toString().replace("-", "");
    repository.insert(
        new StoredJob(
            id,
            "app_nobody",
            new ExportOrder(Map.of("callId", callId), Format.CSV, false),
            null,
            Instant.now(),
            Status.QUEUED,
            new ExportJob.Progress(0, null),
            0,
            new StoredJob.End(null, null, null, null, null)));
    return id;
  }

  /// Not started.
  ExportRunner runner(DataSize space, DataSize reserve) {
    var server = TestServer.shared();
    return new ExportRunner(
        repository,
        new ExportFiles(directory, space.toBytes(), reserve.toBytes()),
        server.bean(CdrExport.class),
        server.bean(Cdrs.class),
        new ExportJobsProperties(
            directory, key, Duration.ofHours(1), Duration.ofHours(1), 10, space, reserve),
        new SimpleMeterRegistry());
  }

  /// The job when it has ended.
  StoredJob awaitEnd(String id) {
    return await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> get(id), job -> job.end().finishedAt() != null);
  }

  StoredJob get(String id) {
    return Objects.requireNonNull(repository.find(id));
  }

  Path file(String id) {
    return directory.resolve(id);
  }
}
