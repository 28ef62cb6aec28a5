package com.unifiedbx.pbx.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unifiedbx.pbx.kernel.Refusal;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/// What becomes of an answer when something fails while it is being sent.
class BrokenAnswerTests {

  private final RequestFilter filter = new RequestFilter(new Problems(JsonMapper.shared()));
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  private void answer(boolean begun) throws IOException {
    filter.doFilterInternal(
        new MockHttpServletRequest("GET", "/cdr.csv"),
        response,
        (request, to) -> {
          to.getOutputStream().print("half");
          if (begun) {
            to.flushBuffer();
          }
          throw Refusal.notFound("Gone.").asException();
        });
  }

  @Test
  void anAnswerThatHasBegunIsCutAndNotEnded() {
    assertThatThrownBy(() -> answer(true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broke");
  }

  @Test
  void anAnswerThatHasNotBegunIsTheProblemAlone() throws IOException {
    answer(false);
    assertThat(response.getStatus()).isEqualTo(404);
    assertThat(response.getContentAsString()).startsWith("{").doesNotContain("half");
  }
}
