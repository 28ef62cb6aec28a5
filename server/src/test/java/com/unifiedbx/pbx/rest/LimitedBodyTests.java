package com.unifiedbx.pbx.rest;

import static com.unifiedbx.pbx.TestCaller.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.kernel.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class LimitedBodyTests {

  private static final int MEGABYTE = 1 << 20;

  private final AtomicLong inHand = new AtomicLong();

  private HttpServletRequest request(String type, int size) {
    var request = new MockHttpServletRequest("POST", "/admin/api/api/extensions");
    request.setContentType(type);
    request.setContent(new byte[size]);
    return LimitedBody.of(request, inHand);
  }

  private static String refusal(HttpServletRequest request) {
    return catchThrowableOfType(
            RefusedException.class, () -> request.getInputStream().readAllBytes())
        .refusal()
        .code();
  }

  @Test
  void aBodyIsReadUpToTheLimitOfItsKind() throws IOException {
    assertThat(request("application/json", MEGABYTE).getInputStream().readAllBytes())
        .hasSize(MEGABYTE);
    assertThat(refusal(request("application/json", MEGABYTE + 1))).isEqualTo("too_large");
    var csv = request("text/csv", 4 * MEGABYTE);
    assertThat(csv.getInputStream().readAllBytes()).hasSize(4 * MEGABYTE);
    LimitedBody.release(csv);
    assertThat(refusal(request("text/csv", 4 * MEGABYTE + 1))).isEqualTo("too_large");
    assertThat(request("audio/wav", 5 * MEGABYTE)).isNotInstanceOf(LimitedBody.class);
  }

  @Test
  void manyLargeBodiesAtOnceWaitForEachOther() throws IOException {
    var held = new ArrayList<HttpServletRequest>();
    for (var request = request("text/csv", MEGABYTE); held.size() < 4; held.add(request)) {
      request = request("text/csv", MEGABYTE);
      request.getInputStream().readAllBytes();
    }
    assertThat(refusal(request("text/csv", 4 * MEGABYTE))).isEqualTo("overloaded");
  }

  @Test
  void anybodysHugeBodyIsRefusedAndNotRead() {
    var huge = "{\"name\":\"" + "a".repeat(2 * MEGABYTE) + "\"}";
    var caller = TestCaller.with("cdr:read");
    for (var path : new String[] {"/extensions", "/extensions:batch", "/originate", "/gql"}) {
      var answer = caller.post(path, huge);
      assertThat(answer.statusCode()).as(path + answer.body()).isBetween(400, 499);
    }
    var answer = TestCaller.with("extension:write").post("/extensions", huge);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).get("error").asString()).isEqualTo("too_large");
  }
}
