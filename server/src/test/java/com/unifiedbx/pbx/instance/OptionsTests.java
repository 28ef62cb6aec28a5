package com.unifiedbx.pbx.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.unifiedbx.pbx.instance.options.BadOptionException;
import com.unifiedbx.pbx.instance.options.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class OptionsTests {

  private final Path data;
  private final Map<Setting, String> typed = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  OptionsTests(@TempDir Path data) {
    this.data = data;
    typed.put(Setting.DATA, data.toString());
  }

  @Test
  void defaultsStayOnThisMachine() {
    var network = options().network();
    assertThat(network).isEqualTo(new Options.Network("127.0.0.1", 8443, 5060, 10000, 10999, 5038));
    assertThat(options().databaseUrl()).isNull();
    assertThat(options().external()).isNull();
    assertThat(options().demo()).isFalse();
  }

  @Test
  void trustedProxiesMayBeNamedOneByOneOrTogether() {
    var up = new UpCommand((properties, instance) -> () -> {});
    new CommandLine(up)
        .parseArgs("--trusted-proxy", "127.0.0.7", "--trusted-proxy", "127.0.0.8,127.0.0.9");
    assertThat(up.typed).containsEntry(Setting.TRUSTED_PROXY, "127.0.0.7,127.0.0.8,127.0.0.9");
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
    file("https-port = 1001\nsip-port = 1002\nami-port = 1003");
    environment.put("UNIFIEDBX_HTTPS_PORT", "2001");
    environment.put("UNIFIEDBX_SIP_PORT", "2002");
    typed.put(Setting.HTTPS_PORT, "3001");
    var network = options().network();
    assertThat(network.httpsPort()).isEqualTo(3001);
    assertThat(network.sipPort()).isEqualTo(2002);
    assertThat(network.amiPort()).isEqualTo(1003);
  }

  @Test
  void theFileOfTheDirectoryNamedInTheEnvironmentIsRead() throws IOException {
    file("https-port = 1001");
    typed.remove(Setting.DATA);
    environment.put("UNIFIEDBX_DATA", data.toString());
    assertThat(options().network().httpsPort()).isEqualTo(1001);
  }

  @ParameterizedTest
  @CsvSource({
    "BIND,localhost,is not an IP address",
    "HTTPS_PORT,0,between 1 and 65535",
    "SIP_PORT,70000,between 1 and 65535",
    "AMI_PORT,x,between 1 and 65535",
    "RTP_PORTS,10000,between 1 and 65535",
    "RTP_PORTS,10000-10001,range",
    "ASTERISK,other,neither managed nor external",
    "DEMO,maybe,neither true nor false"
  })
  void aBadValueIsOneSentenceWithOptionAndSource(Setting setting, String value, String fault)
      throws IOException {
    file(setting.key() + " = " + value);
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(this::options)
        .withMessageContaining(setting.option())
        .withMessageContaining(value)
        .withMessageContaining(fault)
        .withMessageContaining("unifiedbx.conf");
  }

  @Test
  void anUnknownKeyInTheFileIsRefusedAndADottedOnePassedOn() throws IOException {
    file("spring.main.lazy-initialization = true");
    assertThat(options().properties()).containsEntry("spring.main.lazy-initialization", "true");
    file("https_port = 1");
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(this::options)
        .withMessageContaining("https_port");
  }

  @Test
  void aDatabaseAddressIsReadInBothForms() {
    typed.put(Setting.DATABASE_URL, "postgresql://me:p%40ss@db.example:6543/pbx");
    var one = Objects.requireNonNull(options().databaseUrl());
    assertThat(one.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:6543/pbx");
    assertThat(one.login().password().value()).isEqualTo("p@ss");
    typed.put(Setting.DATABASE_URL, "jdbc:postgresql://db.example/pbx?user=me&sslmode=require");
    environment.put("UNIFIEDBX_DATABASE_PASSWORD", "apart");
    var other = Objects.requireNonNull(options().databaseUrl());
    assertThat(other.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5432/pbx?sslmode=require");
    assertThat(other.login().user()).isEqualTo("me");
    assertThat(other.login().password().value()).isEqualTo("apart");
  }

  @Test
  void aBadDatabaseAddressIsNotRepeated() {
    typed.put(Setting.DATABASE_URL, "mysql://me:geheim@host/x");
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(this::options)
        .withMessageContaining("--database-url")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("geheim"));
  }

  @Test
  void anExternalAsteriskNeedsItsAccount() {
    typed.put(Setting.ASTERISK, "external");
    typed.put(Setting.AMI_USER, "api");
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(this::options)
        .withMessageContaining("UNIFIEDBX_AMI_SECRET");
    environment.put("UNIFIEDBX_AMI_SECRET", "s");
    assertThat(options().external()).isNotNull();
  }

  @Test
  void certificateAndKeyGoTogether() {
    typed.put(Setting.TLS_CERT, "cert.pem");
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(this::options)
        .withMessageContaining("go together");
  }

  private Options options() {
    return Options.from(typed, environment);
  }

  private void file(String text) throws IOException {
    Files.writeString(data.resolve("unifiedbx.conf"), text);
  }
}
