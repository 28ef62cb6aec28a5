package com.unifiedbx.pbx.cdr.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.cdr.Cdr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTests {

  private static final Instant START = Instant.parse("2026-11-24T23:59:50Z");

  @TempDir Path root;

  private static Cdr cdr(@Nullable String callId, String linkedid) {
    return new Cdr(
        "id-1",
        callId,
        "u",
        linkedid,
        1,
        START,
        null,
        START.plusSeconds(20),
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "ANSWERED",
        Cdr.Direction.API,
        20,
        10,
        "",
        "",
        "",
        null,
        null);
  }

  /// Silence of that many seconds as Asterisk writes it: 8 kHz, 16 bit.
  private Path record(String name, int seconds) throws IOException {
    var bytes = new byte[44 + 16_000 * seconds];
    bytes[28] = (byte) 0x80;
    bytes[29] = 0x3e;
    var file = root.resolve(name);
    Files.createDirectories(root.resolve("2026-11-25"));
    Files.createDirectories(root.resolve("2026-11-24"));
    return Files.write(file, bytes);
  }

  @Test
  void recordingIsFoundByTheCallAndDescribed() throws IOException {
    var recordings = new Recordings(root);
    assertThat(recordings.on(cdr("c-1", "l")).recording()).isNull();
    var file = record("2026-11-25/c-1.wav", 7);
    var second = record("2026-11-25/c-1-1.wav", 2);
    assertThat(recordings.files(cdr("c-1", "l"))).containsExactly(file, second);
    assertThat(recordings.on(cdr("c-1", "l")).recording())
        .isEqualTo(new Recording("/admin/api/api/cdr/id-1/recording", "wav", 7, 44 + 16_000 * 7));
    assertThat(recordings.on(cdr(null, "c-1")).recording()).isNotNull();
    assertThat(new Recordings(null).on(cdr("c-1", "l")).recording()).isNull();
  }

  @Test
  void nothingOutsideOfTheDaysIsEverFound() throws IOException {
    var recordings = new Recordings(root);
    record("secret.wav", 1);
    record("2026-11-25/plain.wav", 1);
    Files.createSymbolicLink(root.resolve("2026-11-25/link.wav"), root.resolve("secret.wav"));
    for (var name :
        new String[] {"../secret", "link", "", ".", "/etc/passwd", "2026-11-25/plain"}) {
      assertThat(recordings.files(cdr(name, "x"))).isEmpty();
    }
  }
}
