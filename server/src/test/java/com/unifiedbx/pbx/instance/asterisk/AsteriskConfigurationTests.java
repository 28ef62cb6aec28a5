package com.unifiedbx.pbx.instance.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.unifiedbx.pbx.instance.InstanceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsteriskConfigurationTests {

  @Test
  void aSemicolonIsNoComment() {
    assertThat(Templates.escape("x", "a;b")).isEqualTo("a\\;b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nsecret = b", "a\r", "a\0", "a\\", "[x]", "\t"})
  void whatCouldBecomeASettingOfItsOwnIsRefused(String value) {
    assertThatExceptionOfType(InstanceException.class)
        .isThrownBy(() -> Templates.escape("x", value));
  }

  @Test
  void anIpv6AddressMayHaveBrackets() {
    assertThat(Templates.escape("sip.bind", "[::1]:5060")).isEqualTo("[::1]:5060");
  }

  @Test
  void theListOfTemplatesIsComplete() throws IOException, URISyntaxException {
    var url = Objects.requireNonNull(getClass().getResource("/asterisk/pbx/files"));
    var list = Path.of(url.toURI());
    var names = new TreeSet<String>();
    try (var files = Files.newDirectoryStream(list.resolveSibling("."), "*.conf")) {
      files.forEach(f -> names.add(String.valueOf(f.getFileName())));
    }
    assertThat(Files.readAllLines(list)).containsExactlyElementsOf(names);
  }

  @Test
  void noTemplateHoldsAPassword() throws IOException, URISyntaxException {
    var url = Objects.requireNonNull(getClass().getResource("/asterisk/pbx/files"));
    try (var files = Files.list(Path.of(url.toURI()).resolveSibling("."))) {
      assertThat(files.flatMap(AsteriskConfigurationTests::lines))
          .filteredOn(l -> l.matches("(?i)(secret|password) *=.*"))
          .allMatch(l -> l.contains("{{"));
    }
  }

  private static java.util.stream.Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
