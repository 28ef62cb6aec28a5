package com.unifiedbx.pbx.calls.dialplan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationArgumentsTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Playback|hello-world",
        "Playback|digits/1&digits/2,noanswer",
        "VoiceMail|1001@default,us",
        "voicemail|1001&1002",
        "ConfBridge|room-1",
        "ConfBridge|room,default_bridge,default_user",
        "Queue|support,t,,,300",
        "MusicOnHold|default,60",
        "Park|''",
        "Wait|2.5",
        "Echo|''",
        "AddedByAnAdministrator|/what,ever(it,takes)"
      })
  void whatTheyAreForIsTaken(String application, String data) {
    assertThat(ApplicationArguments.isPlain(application, data)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Playback|../../spool/voicemail/default/1002/INBOX/msg0000",
        "Playback|/etc/passwd",
        "playback|hello-world&/etc/passwd",
        "Playback|https://127.0.0.1/x",
        "VoiceMail|1001@default,d(from-internal)",
        "VoiceMail|&1002",
        "ConfBridge|room,,,menu",
        "Queue|support,,,,,agi-script",
        "Queue|support,F(from-internal^1002^1)",
        "Park|default,c(from-internal,12075551234,1)",
        "MusicOnHold|../x",
        "Echo|x"
      })
  void whatLeadsElsewhereIsNot(String application, String data) {
    assertThat(ApplicationArguments.isPlain(application, data)).isFalse();
    assertThat(ApplicationArguments.shape(application)).isNotEqualTo("anything");
  }
}
