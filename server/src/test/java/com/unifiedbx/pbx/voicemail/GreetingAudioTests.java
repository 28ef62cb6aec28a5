package com.unifiedbx.pbx.voicemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unifiedbx.pbx.kernel.RefusedException;
import com.unifiedbx.pbx.voicemail.spool.TestBox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class GreetingAudioTests {

  @Test
  void whatAsteriskPlaysStaysAsItIs() throws Exception {
    var tone = TestBox.tone(440, 1);
    assertThat(GreetingAudio.wav(new ByteArrayInputStream(tone))).isEqualTo(tone);
  }

  @Test
  void otherFormatsAreConverted() throws Exception {
    for (var format :
        new AudioFormat[] {
          new AudioFormat(44_100, 16, 2, true, false),
          new AudioFormat(16_000, 8, 1, false, false),
          new AudioFormat(AudioFormat.Encoding.ULAW, 8000, 8, 1, 1, 8000, false)
        }) {
      var made = GreetingAudio.wav(new ByteArrayInputStream(silence(format, 2)));
      try (var read = AudioSystem.getAudioInputStream(new ByteArrayInputStream(made))) {
        assertThat(read.getFormat())
            .hasToString("PCM_SIGNED 8000.0 Hz, 16 bit, mono, 2 bytes/frame, little-endian");
        assertThat(read.getFrameLength()).describedAs("%s", format).isBetween(15_800L, 16_200L);
      }
    }
  }

  @Test
  void whatIsNoSoundIsRefused() {
    assertRefused("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    assertRefused(new byte[0]);
    assertRefused(Arrays.copyOf(TestBox.tone(440, 1), 30));
    assertRefused(Arrays.copyOf(TestBox.tone(440, 1), 44));
  }

  @Test
  void whatIsTooLongOrTooLargeIsRefused() throws Exception {
    assertRefused(silence(new AudioFormat(100, 8, 1, true, false), 301));
    assertRefused(new byte[(GreetingAudio.LARGEST_MIB << 20) + 1]);
  }

  private static void assertRefused(byte[] sent) {
    assertThatThrownBy(() -> GreetingAudio.wav(new ByteArrayInputStream(sent)))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().code()).isEqualTo("bad_audio"));
  }

  private static byte[] silence(AudioFormat format, int seconds) throws Exception {
    var frames = (int) (format.getFrameRate() * seconds);
    var bytes = new ByteArrayInputStream(new byte[frames * format.getFrameSize()]);
    var out = new ByteArrayOutputStream();
    AudioSystem.write(new AudioInputStream(bytes, format, frames), AudioFileFormat.Type.WAVE, out);
    return out.toByteArray();
  }
}
