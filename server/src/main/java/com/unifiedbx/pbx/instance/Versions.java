package com.unifiedbx.pbx.instance;

/// The version of this program.
final class Versions {

  private Versions() {}

  static String product() {
    var version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
