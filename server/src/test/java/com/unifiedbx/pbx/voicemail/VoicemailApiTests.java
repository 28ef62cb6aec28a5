package com.unifiedbx.pbx.voicemail;

import static com.unifiedbx.pbx.TestCaller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import org.junit.jupiter.api.Test;

/// Over HTTP, with an Asterisk that keeps its files elsewhere.
class VoicemailApiTests {

  private final TestCaller caller = TestCaller.with("voicemail:read", "extension:write");

  @Test
  void anAsteriskElsewhereIsSaidToBeElsewhere() {
    caller.post(
        "/extensions",
        """
        {"extension": "4471", "name": "Box", "voicemail": {"enabled": true}}
        """);
    var answer = caller.get("/voicemail/4471/messages");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(json(answer).get("error").asString()).isEqualTo("voicemail_elsewhere");
    var data = json(caller.gql("{ fetchVoicemailBox(mailbox: \"4471\") { newMessages } }"));
    assertThat(data.at("/errors/0/extensions/code").asString()).isEqualTo("PBX_UNAVAILABLE");
    assertThat(caller.delete("/extensions/4471").statusCode()).isEqualTo(204);
  }

  @Test
  void aBoxThatIsNoneIsNotFound() {
    for (var box : new String[] {"4472", "abc", "..etc", "0"}) {
      assertThat(caller.get("/voicemail/" + box).statusCode()).describedAs(box).isIn(400, 404);
    }
  }

  @Test
  void readingAllowsNoChange() {
    var answer = caller.delete("/voicemail/4471/messages/4471-1-00000001");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(json(answer).get("requiredScope").asString()).isEqualTo("voicemail:write");
    var stranger = TestCaller.with("cdr:read").get("/voicemail/4471");
    assertThat(json(stranger).get("requiredScope").asString()).isEqualTo("voicemail:read");
  }
}
