package com.unifiedbx.pbx.voicemail.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/// Puts messages into a box as Asterisk would have.
///
/// @param directory `…/voicemail/default/<number>`
public record TestBox(Path directory) {

  private static final AudioFormat FORMAT = new AudioFormat(8000, 16, 1, true, false);

  /// Plants a message and returns the directory of its folder.
  public Path plant(String folder, int number, String msgId, byte[] wav) {
    try {
      var in = Files.createDirectories(directory.resolve(folder));
      Files.write(in.resolve("msg%04d.wav".formatted(number)), wav);
      var second = Long.parseLong(msgId.substring(0, msgId.indexOf('-')));
      Files.writeString(
          in.resolve("msg%04d.txt".formatted(number)), text("\"Alice\" <1001>", msgId, second));
      return in;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String callerId, String msgId, long second) {
    return """
    ;
    ; Message Information file
    ;
    [message]
    origmailbox=1005
    context=internal-ext
    exten=1005
    rdnis=unknown
    priority=18
    callerchan=PJSIP/1001-00000001
    callerid=%s
    origdate=Sun Nov 22 04:38:20 AM UTC 2026
    origtime=%d
    category=
    msg_id=%s
    flag=
    duration=9
    """
        .formatted(callerId, second, msgId);
  }

  /// A WAV file of a tone, as Asterisk records: 8 kHz, mono, 16 bit.
  public static byte[] tone(double hertz, double seconds) {
    var count = (int) (seconds * 8000);
    var samples = new byte[2 * count];
    for (var i = 0; i < count; i++) {
      var value = (short) (10_000 * Math.sin(2 * Math.PI * hertz * i / 8000));
      samples[2 * i] = (byte) value;
      samples[2 * i + 1] = (byte) (value >> 8);
    }
    var out = new ByteArrayOutputStream();
    try {
      AudioSystem.write(
          new AudioInputStream(new ByteArrayInputStream(samples), FORMAT, count),
          AudioFileFormat.Type.WAVE,
          out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
