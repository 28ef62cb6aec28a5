package com.unifiedbx.pbx.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unifiedbx.pbx.calls.OriginateRequest.CallerId;
import com.unifiedbx.pbx.calls.OriginateRequest.Origin;
import com.unifiedbx.pbx.calls.OriginateRequest.Target;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginateParserTests {

  private final OriginateParser parser = new OriginateParser(TestCalls.properties());

  private OriginateRequest parse(String json) {
    return parser.parse(json.getBytes(UTF_8));
  }

  private OriginateRequest parseWith(String members) {
    return parse("{\"channel\":\"PJSIP/1001\",\"exten\":\"1002\"," + members + "}");
  }

  private @Nullable Refusal refusal(String json) {
    return catchThrowableOfType(RefusedException.class, () -> parse(json)).refusal();
  }

  @Test
  void requestOfTheDocumentationIsTaken() {
    var request =
        parse(
            """
            {"channel":"PJSIP/1001","context":"from-internal","exten":"12075551234","priority":1}
            """);
    assertThat(request.channel()).isEqualTo(new Origin.Endpoint("1001", false));
    assertThat(request.target()).isEqualTo(new Target.Dialplan("from-internal", "12075551234", 1));
    assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void bareNumberMeansAllItsPhones() {
    assertThat(parse("{\"channel\":\"1001\",\"exten\":\"1002\"}").channel())
        .isEqualTo(new Origin.Endpoint("1001", true));
  }

  @Test
  void applicationIsTakenInItsOwnSpelling() {
    assertThat(parse("{\"channel\":\"1001\",\"application\":\"echo\"}").target())
        .isEqualTo(new Target.Application("Echo", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Alice\" <1001>|Alice|1001",
        "Alice Smith <1001>|Alice Smith|1001",
        "<1001>|''|1001",
        "1001|''|1001"
      })
  void callerIdIsTakenInItsUsualForms(String text, String name, String number) {
    var json = text.replace("\"", "\\\"");
    assertThat(parseWith("\"callerId\":\"" + json + "\"").callerId())
        .isEqualTo(new CallerId(name, number));
  }

  @Test
  void numbersAndTruthsAreVariablesToo() {
    assertThat(parseWith("\"variables\":{\"A\":\"x\",\"B\":3,\"C\":true}").variables())
        .containsEntry("A", "x")
        .containsEntry("B", "3")
        .containsEntry("C", "true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"extra\":1|extra",
        "\"timeout\":\"30\"|timeout",
        "\"timeout\":0|timeout",
        "\"timeout\":301|timeout",
        "\"timeout\":1.5|timeout",
        "\"priority\":\"1\"|priority",
        "\"context\":\"default\"|context",
        "\"application\":\"Echo\"|application",
        "\"data\":\"x\"|data",
        "\"callerId\":\"a\\r\\nAction: Logoff\"|callerId",
        "\"callerId\":\"Bob <1\\u00002>\"|callerId",
        "\"callerId\":\"\\ud800 <1>\"|callerId",
        "\"account\":\"a b\"|account",
        "\"dryRun\":\"yes\"|dryRun",
        "\"variables\":[]|variables",
        "\"variables\":{\"SHELL(x)\":\"1\"}|variables.SHELL(x)",
        "\"variables\":{\"A\":\"${SHELL(id)}\"}|variables.A",
        "\"variables\":{\"A\":\"$[1+1]\"}|variables.A",
        "\"variables\":{\"A\":\"x\\ny\"}|variables.A",
        "\"variables\":{\"A\":{}}|variables.A",
        "\"variables\":{\"__CALL_ID\":\"x\"}|variables.__CALL_ID",
        "\"variables\":{\"contacts\":\"PJSIP/1002\"}|variables.contacts",
        "\"variables\":{\"_External\":\"1\"}|variables._External",
        "\"variables\":{\"GOTO_ON_BLINDXFR\":\"a^b^1\"}|variables.GOTO_ON_BLINDXFR",
        "\"priority\":32|priority",
        "\"tag\":\"x\"|tag",
        "\"tag\":{\"a\":[\"x\\u0007\"]}|tag"
      })
  void whatIsWrongIsRefusedWithItsField(String members, String field) {
    var refusal = refusal("{\"channel\":\"PJSIP/1001\",\"exten\":\"1002\"," + members + "}");
    assertThat(refusal).extracting(Refusal::kind).isEqualTo(Refusal.Kind.BAD_VALUE);
    assertThat(refusal).extracting(Refusal::field).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PJSIP/",
        "SIP/1001",
        "Local/1001@from-internal",
        "PJSIP/1001&PJSIP/1002",
        "PJSIP/1001/sip:x@y",
        "PJSIP/12075551234@trunk-carrier",
        "1001)",
        "${EXTEN}"
      })
  void channelsOtherThanAnEndpointAreRefused(String channel) {
    assertThat(refusal("{\"channel\":\"" + channel + "\",\"exten\":\"1002\"}"))
        .extracting(Refusal::field)
        .isEqualTo("channel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10 02", "1002,1", "_X.", "1)", "${X}"})
  void extensionsOtherThanPlainOnesAreRefused(String exten) {
    assertThat(refusal("{\"channel\":\"1001\",\"exten\":\"" + exten + "\"}"))
        .extracting(Refusal::field)
        .isEqualTo("exten");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "\"x\"", "{\"a\":1,\"a\":2}", "{} x", "channel=1001"})
  void whatIsNoJsonObjectCannotBeRead(String body) {
    assertThat(refusal(body)).extracting(Refusal::kind).isEqualTo(Refusal.Kind.UNREADABLE);
  }

  @Test
  void forbiddenApplicationIsRefused() {
    assertThat(refusal("{\"channel\":\"1001\",\"application\":\"System\",\"data\":\"id\"}"))
        .extracting(Refusal::field)
        .isEqualTo("application");
  }
}
