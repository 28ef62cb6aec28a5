package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.instance.options.Setting;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `up`: starts everything of one data directory.
@Command(
    name = "up",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description = "Starts PostgreSQL, Asterisk and the API of one data directory.",
    footerHeading = "%nGood to know%n",
    footer = {
      "  Every option is also an environment variable (--https-port: UNIFIEDBX_HTTPS_PORT) and a",
      "  line in DIR/unifiedbx.conf (https-port = 8443). The command line wins over the",
      "  environment, the environment over the file.",
      "  Passwords belong into the environment or the file, never on the command line:",
      "  UNIFIEDBX_DATABASE_PASSWORD and UNIFIEDBX_AMI_SECRET exist only there.",
      "  All state is in DIR: two directories with other ports are two instances, and deleting",
      "  a directory is a factory reset.",
      "",
      "Examples",
      "  unifiedbx up --demo                        try it: two phones and a carrier included",
      "  unifiedbx up --detach --bind 192.0.2.10    in the background, for the local network",
      "  unifiedbx up --data ./second --https-port 9443 --sip-port 6060 --ami-port 6038 \\",
      "            --rtp-ports 12000-12999          a second instance beside the first"
    })
public final class UpCommand implements Callable<Integer> {

  /// The word that becomes the server behind `up --detach`; no command for people.
  public static final String SERVE = "serve";

  private final ApiServer.Starter starter;
  final Map<Setting, String> typed = new EnumMap<>(Setting.class);

  @Option(
      names = "--detach",
      order = 14,
      description = "Go on in the background; returns when the API is healthy.")
  boolean detach;

  public UpCommand(ApiServer.Starter starter) {
    this.starter = starter;
  }

  @Option(
      names = "--data",
      order = 1,
      paramLabel = "DIR",
      description = "Where all state is kept (default ./data).")
  void data(String value) {
    typed.put(Setting.DATA, value);
  }

  @Option(
      names = "--bind",
      order = 2,
      paramLabel = "ADDRESS",
      description = "Address for HTTPS, SIP and RTP (default 127.0.0.1: this machine only).")
  void bind(String value) {
    typed.put(Setting.BIND, value);
  }

  @Option(
      names = "--https-port",
      order = 3,
      paramLabel = "PORT",
      description = "API and console (8443).")
  void httpsPort(String value) {
    typed.put(Setting.HTTPS_PORT, value);
  }

  @Option(
      names = "--sip-port",
      order = 4,
      paramLabel = "PORT",
      description = "Phones and trunks, UDP (5060).")
  void sipPort(String value) {
    typed.put(Setting.SIP_PORT, value);
  }

  @Option(
      names = "--rtp-ports",
      order = 5,
      paramLabel = "FROM-TO",
      description = "Voice, UDP (10000-10999).")
  void rtpPorts(String value) {
    typed.put(Setting.RTP_PORTS, value);
  }

  @Option(
      names = "--ami-port",
      order = 6,
      paramLabel = "PORT",
      description = "Asterisk's manager interface, always on loopback (5038).")
  void amiPort(String value) {
    typed.put(Setting.AMI_PORT, value);
  }

  @Option(
      names = "--database-url",
      order = 9,
      paramLabel = "URL",
      description = "postgresql://user@host:5432/name of a PostgreSQL you run (default: embedded).")
  void databaseUrl(String value) {
    typed.put(Setting.DATABASE_URL, value);
  }

  @Option(
      names = "--asterisk",
      order = 10,
      paramLabel = "KIND",
      description = "managed (default) or external: one you run, reached by AMI.")
  void asterisk(String value) {
    typed.put(Setting.ASTERISK, value);
  }

  @Option(
      names = "--ami-host",
      order = 11,
      paramLabel = "HOST",
      description = "Of the external Asterisk.")
  void amiHost(String value) {
    typed.put(Setting.AMI_HOST, value);
  }

  @Option(
      names = "--ami-user",
      order = 12,
      paramLabel = "NAME",
      description = "Of the external Asterisk.")
  void amiUser(String value) {
    typed.put(Setting.AMI_USER, value);
  }

  @Option(
      names = "--tls-cert",
      order = 7,
      paramLabel = "FILE",
      description = "PEM certificate and chain (default: a self-signed one in DIR/tls).")
  void tlsCert(String value) {
    typed.put(Setting.TLS_CERT, value);
  }

  @Option(
      names = "--tls-key",
      order = 8,
      paramLabel = "FILE",
      description = "Its unencrypted PKCS#8 key.")
  void tlsKey(String value) {
    typed.put(Setting.TLS_KEY, value);
  }

  @Option(
      names = "--trusted-proxy",
      order = 9,
      paramLabel = "CIDR",
      description = "Proxy in front whose X-Forwarded-For is believed; repeatable (default none).")
  void trustedProxies(String[] values) {
    typed.put(Setting.TRUSTED_PROXY, String.join(",", values));
  }

  @Option(
      names = "--demo",
      order = 13,
      description = "Adds extensions 1001 and 1002 with phones that answer, and a carrier.")
  void demo(boolean value) {
    typed.put(Setting.DEMO, String.valueOf(value));
  }

  /// The server behind `up --detach`, which has its options in its environment: there is no command
  /// line to be parsed, and the library for that is slow to load.
  public static int serve(ApiServer.Starter starter) {
    try {
      return UpRun.run(Options.from(Map.of(), System.getenv()), starter, System.out);
    } catch (InstanceException refusal) {
      System.err.println(refusal.getMessage());
      return 1;
    } catch (RuntimeException fault) {
      fault.printStackTrace(System.err); // Into the log; and the process ends, whatever still runs.
      return 1;
    }
  }

  @Override
  public Integer call() {
    var options = Options.from(typed, System.getenv());
    if (!detach) {
      return UpRun.run(options, starter, System.out);
    }
    var directory = DataDirectory.open(options.data());
    new DetachedStart(options, directory, System.out).run(typed);
    return 0;
  }
}
