package com.unifiedbx.pbx.instance.options;

import java.util.Locale;

/// Everything that can be set, each as option `--x-y`, environment variable `UNIFIEDBX_X_Y` and key
/// `x-y` in DIR/unifiedbx.conf.
public enum Setting {
  DATA("./data"),
  BIND("127.0.0.1"),
  HTTPS_PORT("8443"),
  SIP_PORT("5060"),
  RTP_PORTS("10000-10999"),
  AMI_PORT("5038"),
  DATABASE_URL(""),
  DATABASE_PASSWORD(""),
  ASTERISK("managed"),
  AMI_HOST("127.0.0.1"),
  AMI_USER(""),
  AMI_SECRET(""),
  TLS_CERT(""),
  TLS_KEY(""),
  TRUSTED_PROXY(""),
  DEMO("false");

  /// The value when nobody says anything; empty for none.
  final String fallback;

  Setting(String fallback) {
    this.fallback = fallback;
  }

  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String option() {
    return "--" + key();
  }

  public String variable() {
    return "UNIFIEDBX_" + name();
  }

  /// These never stand on a command line, where every user of the machine can read them.
  public boolean isSecret() {
    return this == AMI_SECRET || this == DATABASE_PASSWORD;
  }
}
