package com.unifiedbx.pbx.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.RateClass;
import com.unifiedbx.pbx.access.Terms;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The limit of one application, as it meets it.
class RateLimitFilterTests {

  @Test
  void answersTellWhereTheApplicationStands() {
    var caller = TestCaller.on(new Terms(false, Fence.NONE, new RateClass(50, 100)), "call:read");
    var answer = caller.get("/nothing-here");
    assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"api\";q=100;w=2");
    assertThat(answer.headers().firstValue("RateLimit")).hasValue("\"api\";r=99;t=1");
  }

  @Test
  void noisyApplicationIsRefusedAndNobodyElse() {
    var noisy = TestCaller.on(new Terms(false, Fence.NONE, new RateClass(1, 5)), "call:read");
    var other = TestCaller.on(new Terms(false, Fence.NONE, new RateClass(1, 5)), "call:read");
    var last = untilRefused(noisy);
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(last.headers().firstValue("RateLimit").orElse("")).startsWith("\"api\";r=0;t=");
    var problem = TestCaller.json(last);
    assertThat(problem.get("error").asString()).isEqualTo("rate_limited");
    assertThat(problem.get("message").asString()).contains("Retry-After");
    assertThat(other.get("/nothing-here").statusCode()).isEqualTo(404);
  }

  @Test
  void graphQlClientsFindTheRefusalAmongTheErrors() {
    var noisy = TestCaller.on(new Terms(false, Fence.NONE, new RateClass(1, 5)), "call:read");
    untilRefused(noisy);
    var answer = noisy.gql("{ __typename }");
    assertThat(answer.statusCode()).isEqualTo(429);
    var error = TestCaller.json(answer).get("errors").get(0);
    assertThat(error.get("extensions").get("code").asString()).isEqualTo("RATE_LIMITED");
  }

  @Test
  void applicationWithoutARateHasNoLimit() {
    var free = TestCaller.on(new Terms(false, Fence.NONE, noRate()), "call:read");
    for (var n = 0; n < 150; n++) {
      var answer = free.get("/nothing-here");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.headers().firstValue("RateLimit")).isEmpty();
    }
  }

  @Test
  void originateHasALimitOfItsOwn() {
    var caller =
        TestCaller.on(new Terms(false, Fence.NONE, new RateClass(10_000, 10_000)), "call:write");
    HttpResponse<String> last = caller.post("/originate", "{}");
    assertThat(last.statusCode()).isNotEqualTo(429);
    for (var n = 0; n < 200 && last.statusCode() != 429; n++) {
      last = caller.post("/originate", "{}");
    }
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).isPresent();
    assertThat(caller.get("/calls").statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> untilRefused(TestCaller caller) {
    var last = caller.get("/nothing-here");
    for (var n = 0; n < 50 && last.statusCode() != 429; n++) {
      last = caller.get("/nothing-here");
    }
    return last;
  }

  private static @Nullable RateClass noRate() {
    return null;
  }
}
