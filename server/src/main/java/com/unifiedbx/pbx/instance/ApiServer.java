package com.unifiedbx.pbx.instance;

import java.util.Map;

/// The API of a running instance, as this room sees it: something that starts and stops.
///
/// The seam between the commands here, which know no Spring, and the application.
public interface ApiServer {

  /// Ends the API; returns when it no longer answers. The instance stops PostgreSQL and Asterisk
  /// after it, so whoever implements this must not register a shutdown hook of its own.
  void stop();

  /// How the application is started.
  @FunctionalInterface
  interface Starter {

    /// Returns when the HTTPS port answers; PostgreSQL runs, Asterisk may still be on its way.
    ///
    /// @param properties for the application's environment; they win over its own files
    ApiServer start(Map<String, Object> properties, Instance instance);
  }
}
