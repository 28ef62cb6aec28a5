package com.unifiedbx.pbx.instance.postgres;

import com.unifiedbx.pbx.instance.files.PrivateFiles;
import java.nio.file.Path;

/// The server's settings: fit for a small machine that also runs a PBX, and durable.
final class PostgresSettings {

  private static final String COMMON =
      """
      # Written at every start; put your own settings into postgresql.conf, they come first,
      # and what stands here wins.
      listen_addresses = '127.0.0.1'
      unix_socket_directories = ''
      max_connections = 60
      shared_buffers = 64MB
      work_mem = 4MB
      maintenance_work_mem = 32MB
      effective_cache_size = 256MB
      max_wal_size = 256MB
      min_wal_size = 32MB
      wal_compression = on
      max_worker_processes = 4
      max_parallel_workers_per_gather = 0
      autovacuum_max_workers = 2
      jit = off
      timezone = 'UTC'
      log_timezone = 'UTC'
      log_line_prefix = '%m [%p] %u '
      log_statement = none
      log_parameter_max_length = 0
      log_parameter_max_length_on_error = 0
      cluster_name = 'unifiedbx'
      """;

  private PostgresSettings() {}

  static void write(Path cluster, int port, boolean durable) {
    var safety = durable ? "on" : "off";
    PrivateFiles.write(
        cluster.resolve("unifiedbx.conf"),
        COMMON
            + "port = "
            + port
            + "\nfsync = "
            + safety
            + "\nsynchronous_commit = "
            + safety
            + "\nfull_page_writes = "
            + safety
            + "\n");
    var main = cluster.resolve("postgresql.conf");
    var text = PrivateFiles.read(main);
    if (text != null && !text.contains("include = 'unifiedbx.conf'")) {
      PrivateFiles.write(main, text + "\n\ninclude = 'unifiedbx.conf'\n");
    }
  }
}
