package com.unifiedbx.pbx.voicemail;

import com.unifiedbx.pbx.kernel.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// Makes what Asterisk plays, a WAV file of PCM at 8 kHz, mono, 16 bit, of what was sent.
///
/// The JDK reads WAV, AIFF and AU, with PCM, µ-law or A-law, at any rate, and converts it.
final class GreetingAudio {

  static final int LARGEST_MIB = 10;
  static final int LONGEST_SECONDS = 300;

  private static final AudioFormat PLAYED = new AudioFormat(8000, 16, 1, true, false);
  private static final int LARGEST = LARGEST_MIB << 20;
  private static final int LONGEST = LONGEST_SECONDS * 16_000;

  private GreetingAudio() {}

  /// The file; a refusal when it is too large, too long, or nothing that we can read.
  static byte[] wav(InputStream sent) throws IOException {
    var bytes = sent.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw refusal("A greeting has at most " + LARGEST_MIB + " MiB.");
    }
    try (var source = AudioSystem.getAudioInputStream(new ByteArrayInputStream(bytes))) {
      var samples = converted(source, bytes.length).readNBytes(LONGEST + 1);
      if (samples.length > LONGEST) {
        throw tooLong();
      }
      if (samples.length < 2) {
        throw refusal("There is no sound in this file.");
      }
      return written(samples);
    } catch (UnsupportedAudioFileException
        | IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException odd) {
      throw refusal("Send a WAV file with PCM, A-law or µ-law: this can't be read.");
    }
  }

  private static AudioInputStream converted(AudioInputStream source, int size) {
    var format = source.getFormat();
    if (format.getFrameRate() < 1 || format.getFrameSize() < 1) {
      throw new IllegalArgumentException("no rate");
    }
    // A tiny file with a tiny rate would become a huge one.
    if ((double) size / format.getFrameSize() / format.getFrameRate() > LONGEST_SECONDS) {
      throw tooLong();
    }
    var linear =
        format.getSampleSizeInBits() > 8
            ? source
            : AudioSystem.getAudioInputStream(
                new AudioFormat(format.getSampleRate(), 16, format.getChannels(), true, false),
                source);
    return AudioSystem.getAudioInputStream(PLAYED, linear);
  }

  private static byte[] written(byte[] samples) throws IOException {
    var out = new ByteArrayOutputStream();
    var whole = samples.length / 2;
    var stream = new AudioInputStream(new ByteArrayInputStream(samples), PLAYED, whole);
    AudioSystem.write(stream, AudioFileFormat.Type.WAVE, out);
    return out.toByteArray();
  }

  private static RuntimeException tooLong() {
    return refusal("A greeting lasts at most " + LONGEST_SECONDS + " seconds.");
  }

  private static RuntimeException refusal(String message) {
    return Refusal.of(Refusal.Kind.BAD_VALUE, "bad_audio", message).asException();
  }
}
