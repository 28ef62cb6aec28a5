package com.unifiedbx.pbx.voicemail.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessageTextTests {

  @Test
  void readsWhatAsteriskWrites() {
    var read = MessageText.parse(bytes(file("\"Alice\" <1001>", "1795408700-00000001")));
    assertThat(read.msgId()).isEqualTo("1795408700-00000001");
    assertThat(read.callerId()).isEqualTo("\"Alice\" <1001>");
    assertThat(read.receivedAt()).isEqualTo(Instant.ofEpochSecond(1_795_408_700));
    assertThat(read.duration()).isEqualTo(9);
  }

  @Test
  void aCallersNameIsAnyText() {
    var name = "\"a]b=c;d'<e>\\ ${SHELL(id)} 😀\" <+1 207>";
    assertThat(MessageText.parse(bytes(file(name, "1-00000001"))).callerId()).isEqualTo(name);
  }

  @Test
  void aCallerWhoBreaksTheLineDecidesNothingButTheirName() {
    var evil =
        "\"x\" <1\nmsg_id=9-99999999\norigtime=1\nduration=7777\ncallerid=boss\n[message]\n>";
    var read = MessageText.parse(bytes(file(evil, "1795408700-00000002")));
    assertThat(read.msgId()).isEqualTo("1795408700-00000002");
    assertThat(read.callerId()).isEqualTo("\"x\" <1");
    assertThat(read.receivedAt()).isEqualTo(Instant.ofEpochSecond(1_795_408_700));
    assertThat(read.duration()).isEqualTo(9);
  }

  @Test
  void controlCharactersAndBrokenBytesAreShownAsSuch() {
    var file = bytes(file("a\u0000b\u202ec?", "1-00000001"));
    file[indexOf(file, '?')] = (byte) 0xff;
    assertThat(MessageText.parse(file).callerId()).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
  }

  @Test
  void anIdOfAnotherShapeIsNone() {
    assertThat(MessageText.parse(bytes(file("x", "../../etc/passwd"))).msgId()).isNull();
    assertThat(MessageText.parse(new byte[0]).msgId()).isNull();
  }

  @Test
  void anotherIdChangesNothingElse() {
    var file = bytes(file("\"Zoë\" <1>", "1-00000001"));
    var named = MessageText.parse(MessageText.withMsgId(file, "2-0000000a"));
    assertThat(named.msgId()).isEqualTo("2-0000000a");
    assertThat(named.callerId()).isEqualTo("\"Zoë\" <1>");
    assertThat(named.duration()).isEqualTo(9);
  }

  private static int indexOf(byte[] bytes, char wanted) {
    for (var at = 0; at < bytes.length; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    throw new AssertionError();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String file(String callerId, String msgId) {
    return TestBox.text(callerId, msgId, 1_795_408_700);
  }
}
