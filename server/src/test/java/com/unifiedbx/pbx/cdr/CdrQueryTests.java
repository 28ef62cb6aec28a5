package com.unifiedbx.pbx.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

class CdrQueryTests {

  private static MultiValueMap<String, String> parameters(String... pairs) {
    var map = new LinkedMultiValueMap<String, String>();
    for (int n = 0; n < pairs.length; n += 2) {
      map.add(pairs[n], pairs[n + 1]);
    }
    return map;
  }

  @ParameterizedTest
  @CsvSource({
    "from,yesterday",
    "from,2026-11-23",
    "to,2026-11-23T10:00:00",
    "to,+999999999-01-01T00:00:00Z",
    "minDuration,-1",
    "minDuration,1.5",
    "minDuration,99999999999",
    "disposition,GONE",
    "direction,sideways",
    "limit,0",
    "limit,1001",
    "limit,many",
    "srcc,1001"
  })
  void badValueIsRefusedWithItsField(String name, String value) {
    assertThatThrownBy(() -> CdrQuery.of(parameters(name, value)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.refusal().kind()).isEqualTo(Refusal.Kind.BAD_VALUE);
              assertThat(e.refusal().field()).isEqualTo(name);
            });
  }

  @Test
  void controlCharactersAndRepeatedParametersAreRefused() {
    assertThatThrownBy(() -> CdrQuery.of(parameters("src", "10\0")))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> CdrQuery.of(parameters("src", "1", "srcPrefix", "2")))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> CdrQuery.of(parameters("src", "1", "src", "2")))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void everyFilterIsUnderstood() {
    var query =
        CdrQuery.of(
            parameters(
                "from",
                "2026-11-23T10:00:00 01:00",
                "to",
                "2026-11-23T10:00:00.5Z",
                "src",
                "1",
                "dstSuffix",
                "2",
                "extension",
                "3",
                "disposition",
                "no_answer",
                "direction",
                "inbound",
                "minDuration",
                "5",
                "callId",
                "c",
                "linkedid",
                "l",
                "q",
                "x",
                "limit",
                "7"));
    assertThat(query.limit()).isEqualTo(7);
    assertThat(query.filter())
        .isEqualTo(
            new CdrFilter(
                Instant.parse("2026-11-23T09:00:00Z"),
                Instant.parse("2026-11-23T10:00:00.500Z"),
                NumberMatch.whole("1"),
                new NumberMatch(NumberMatch.Kind.END, "2"),
                "3",
                "NO ANSWER",
                Cdr.Direction.INBOUND,
                5L,
                "c",
                "l",
                "x",
                null));
  }
}
