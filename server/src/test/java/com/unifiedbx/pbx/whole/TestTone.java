package com.unifiedbx.pbx.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// A tone that a phone plays, and the ear that hears whether it arrived.
final class TestTone {

  private static final AudioFormat LINEAR = new AudioFormat(8000, 16, 1, true, false);
  private static final AudioFormat ULAW =
      new AudioFormat(AudioFormat.Encoding.ULAW, 8000, 8, 1, 1, 8000, false);

  private TestTone() {}

  /// What SIPp sends: bare µ-law.
  static byte[] ulaw(double hertz, int seconds) {
    var samples = new byte[seconds * 16_000];
    for (var i = 0; i < samples.length / 2; i++) {
      var value = (short) (10_000 * Math.sin(2 * Math.PI * hertz * i / 8000));
      samples[2 * i] = (byte) value;
      samples[2 * i + 1] = (byte) (value >> 8);
    }
    var linear =
        new AudioInputStream(new ByteArrayInputStream(samples), LINEAR, samples.length / 2);
    try (var ulaw = AudioSystem.getAudioInputStream(ULAW, linear)) {
      return ulaw.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What was heard.
  ///
  /// @param seconds how long it lasts
  /// @param purity the part of its energy that is in the tone asked for, 0 to 1
  record Heard(double seconds, double rms, double purity) {}

  /// Hears a WAV file as Asterisk records it.
  static Heard hear(byte[] wav, double hertz) {
    try (var in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
      assertThat(in.getFormat().matches(LINEAR)).describedAs("%s", in.getFormat()).isTrue();
      var bytes = in.readAllBytes();
      double energy = 0;
      double cosine = 0;
      double sine = 0;
      var count = bytes.length / 2;
      for (var i = 0; i < count; i++) {
        double value = (short) ((bytes[2 * i] & 0xff) | (bytes[2 * i + 1] << 8));
        energy += value * value;
        cosine += value * Math.cos(2 * Math.PI * hertz * i / 8000);
        sine += value * Math.sin(2 * Math.PI * hertz * i / 8000);
      }
      var tone = 2 * (cosine * cosine + sine * sine) / count;
      return new Heard(count / 8000.0, Math.sqrt(energy / count), tone / energy);
    } catch (IOException | UnsupportedAudioFileException e) {
      throw new IllegalStateException(e);
    }
  }
}
