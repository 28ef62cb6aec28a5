package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.instance.asterisk.AsteriskSetup;
import com.unifiedbx.pbx.instance.network.Addresses;
import com.unifiedbx.pbx.instance.options.BadOptionException;
import com.unifiedbx.pbx.instance.options.OptionSources;
import com.unifiedbx.pbx.instance.options.Setting;
import com.unifiedbx.pbx.instance.postgres.ExternalDatabase;
import com.unifiedbx.pbx.instance.tls.PemPair;
import com.unifiedbx.pbx.kernel.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What `up` was asked to do, checked: every value here can be used as it is.
///
/// @param databaseUrl empty for the embedded PostgreSQL
/// @param external the AMI account of an Asterisk that somebody else runs, null for a managed one
/// @param tls the user's own certificate, null for a self-signed one
/// @param trustedProxies addresses and networks, with commas between them; the application reads
///   them
/// @param properties further properties of the application, from the configuration file
public record Options(
    Path data,
    Network network,
    ExternalDatabase.@Nullable Address databaseUrl,
    AsteriskSetup.@Nullable Ami external,
    @Nullable PemPair tls,
    String trustedProxies,
    boolean demo,
    Map<String, String> properties) {

  public Options {
    properties = Map.copyOf(properties);
  }

  /// The addresses and ports of an instance.
  public record Network(
      String bind, int httpsPort, int sipPort, int rtpFirst, int rtpLast, int amiPort) {}

  static Options from(Map<Setting, String> commandLine, Map<String, String> environment) {
    return new Reader(new OptionSources(commandLine, environment)).read();
  }

  /// Turns texts into values, and into one sentence when that can't be done.
  private record Reader(OptionSources sources) {

    Options read() {
      return new Options(
          Path.of(text(Setting.DATA)).toAbsolutePath().normalize(),
          network(),
          database(),
          external(),
          tls(),
          text(Setting.TRUSTED_PROXY),
          demo(),
          sources.others());
    }

    private Network network() {
      var bind = text(Setting.BIND);
      if (Addresses.parse(bind) == null) {
        throw bad(Setting.BIND, "is not an IP address (like 127.0.0.1, 0.0.0.0 or ::1)");
      }
      var rtp = text(Setting.RTP_PORTS).split("-", 2);
      int first = port(Setting.RTP_PORTS, rtp[0]);
      int last = port(Setting.RTP_PORTS, rtp.length == 2 ? rtp[1] : "");
      if (last - first < 3) {
        throw bad(Setting.RTP_PORTS, "is not a range of at least 4 ports (like 10000-10999)");
      }
      return new Network(
          bind,
          port(Setting.HTTPS_PORT),
          port(Setting.SIP_PORT),
          first,
          last,
          port(Setting.AMI_PORT));
    }

    private ExternalDatabase.@Nullable Address database() {
      var url = text(Setting.DATABASE_URL);
      if (url.isEmpty()) {
        return null;
      }
      var address = ExternalDatabase.Address.parse(url, text(Setting.DATABASE_PASSWORD));
      if (address == null) {
        // The address itself may hold a password: it is not repeated.
        throw new BadOptionException(
            "The value of --database-url, given "
                + sources.value(Setting.DATABASE_URL).source()
                + ", is not like postgresql://user:password@host:5432/name.");
      }
      return address;
    }

    private AsteriskSetup.@Nullable Ami external() {
      return switch (text(Setting.ASTERISK)) {
        case "managed" -> null;
        case "external" ->
            new AsteriskSetup.Ami(
                required(Setting.AMI_HOST),
                port(Setting.AMI_PORT),
                required(Setting.AMI_USER),
                new Secret(required(Setting.AMI_SECRET)));
        default -> throw bad(Setting.ASTERISK, "is neither managed nor external");
      };
    }

    private @Nullable PemPair tls() {
      var certificate = text(Setting.TLS_CERT);
      var key = text(Setting.TLS_KEY);
      if (certificate.isEmpty() != key.isEmpty()) {
        throw new BadOptionException("--tls-cert and --tls-key go together; only one was given.");
      }
      if (certificate.isEmpty()) {
        return null;
      }
      return new PemPair(Path.of(certificate).toAbsolutePath(), Path.of(key).toAbsolutePath());
    }

    private boolean demo() {
      return switch (text(Setting.DEMO)) {
        case "true", "yes", "1" -> true;
        case "false", "no", "0" -> false;
        default -> throw bad(Setting.DEMO, "is neither true nor false");
      };
    }

    private String required(Setting setting) {
      var value = text(setting);
      if (value.isEmpty()) {
        var where = setting.isSecret() ? setting.variable() : setting.option();
        throw new BadOptionException("--asterisk external also needs " + where + ".");
      }
      return value;
    }

    private int port(Setting setting) {
      return port(setting, text(setting));
    }

    private int port(Setting setting, String text) {
      int number = text.strip().matches("\\d{1,5}") ? Integer.parseInt(text.strip()) : 0;
      if (number < 1 || number > 65535) {
        throw bad(setting, "is not made of ports between 1 and 65535");
      }
      return number;
    }

    private String text(Setting setting) {
      return Objects.requireNonNullElse(sources.value(setting).text(), "").strip();
    }

    private BadOptionException bad(Setting setting, String fault) {
      var given = sources.value(setting);
      return new BadOptionException(
          setting.option()
              + ", given "
              + given.source()
              + ": \""
              + given.text()
              + "\" "
              + fault
              + ".");
    }
  }
}
