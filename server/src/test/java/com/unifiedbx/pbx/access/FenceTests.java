package com.unifiedbx.pbx.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.unifiedbx.pbx.kernel.KnownExtensions;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FenceTests {

  private static final KnownExtensions NOBODY = number -> false;
  private static final KnownExtensions HERE = List.of("1001", "1002", "2001")::contains;

  @Test
  void noFenceRestrictsNothing() {
    assertThat(Fence.NONE.allowsExtension("1001")).isTrue();
    assertThat(Fence.NONE.allowsDestination("0012075551234", NOBODY)).isTrue();
    assertThat(Fence.NONE.extensionsAsRegex()).isNull();
    assertThat(Fence.NONE.limitsCalls()).isFalse();
    assertThatCode(() -> Fence.NONE.demandCalls(1_000_000, 1_000_000)).doesNotThrowAnyException();
  }

  @Test
  void patternsNameExtensionsWhole() {
    var fence = extensions("1001", "12XX", "3*");
    for (var inside : List.of("1001", "1200", "1299", "3", "300", "31234567")) {
      assertThat(fence.allowsExtension(inside)).as(inside).isTrue();
    }
    for (var outside : List.of("", "100", "10010", "1002", "129", "12345", "12a0", "4", "13")) {
      assertThat(fence.allowsExtension(outside)).as(outside).isFalse();
    }
  }

  @Test
  void regexMeansWhatThePatternsMean() {
    var fence = extensions("1001", "12XX", "3*");
    var regex = java.util.Objects.requireNonNull(fence.extensionsAsRegex());
    IntStream.range(0, 20_000)
        .mapToObj(Integer::toString)
        .forEach(number ->
            assertThat(number.matches(regex)).as(number).isEqualTo(fence.allowsExtension(number)));
  }

  @Test
  void destinationsArePrefixesAndExtensionsInsideMayBeDialled() {
    var fence = new Fence(List.of("10XX"), List.of("1207", "+44"), null, null);
    for (var inside : List.of("12075551234", "+442079460000", "1207", "1001")) {
      assertThat(fence.allowsDestination(inside, HERE)).as(inside).isTrue();
    }
    for (var outside : List.of("", "120", "0044", "2001", "9001207", "900", " 1207")) {
      assertThat(fence.allowsDestination(outside, HERE)).as(outside).isFalse();
    }
  }

  @Test
  void whatAPatternFitsAndNobodyHasMayLeadOutsideAndNeedsADestination() {
    var fence = new Fence(List.of("1*", "9XX"), List.of("+44"), null, null);
    assertThat(fence.allowsDestination("1002", HERE)).isTrue();
    for (var outside : List.of("12075551234", "911", "1003", "1", "12")) {
      assertThat(fence.allowsDestination(outside, HERE)).as(outside).isFalse();
    }
  }

  @Test
  void featureCodesReachNoExtensionOutside() {
    var fence = extensions("10XX");
    for (var code : List.of("*8", "*98")) {
      assertThat(fence.allowsDestination(code + "1001", HERE)).as(code).isTrue();
      assertThat(fence.allowsDestination(code + "2001", HERE)).as(code).isFalse();
    }
    assertThat(fence.allowsDestination("*43", HERE)).isTrue();
    assertThat(fence.allowsDestination("*97", HERE)).isTrue();
  }

  @Test
  void refusalNamesTheFieldAndTheNumber() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> extensions("10XX").demandExtension("channel", "2001"))
        .satisfies(e -> {
          assertThat(e.refusal().kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
          assertThat(e.refusal().code()).isEqualTo("outside_fence");
          assertThat(e.refusal().field()).isEqualTo("channel");
          assertThat(e.refusal().message()).contains("2001");
        });
  }

  @Test
  void callsBeyondTheFenceAreALimitWithAWait() {
    var fence = new Fence(List.of(), List.of(), 2, 5);
    assertThatCode(() -> fence.demandCalls(1, 4)).doesNotThrowAnyException();
    for (var counts : List.of(List.of(2, 2), List.of(0, 5))) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> fence.demandCalls(counts.getFirst(), counts.getLast()))
          .satisfies(e -> {
            assertThat(e.refusal().kind()).isEqualTo(Refusal.Kind.LIMITED);
            assertThat(e.refusal().retryAfter()).isPositive();
          });
    }
  }

  @Test
  void patternsThatMeanNothingAreRefused() {
    for (var bad : List.of("", "*", "10-20", "1*2", "_1X", "1|2", ".*", "10 01", "a")) {
      assertThatExceptionOfType(RefusedException.class).as(bad).isThrownBy(() -> extensions(bad));
    }
    for (var bad : List.of("", "+", "12 07", "a", "1+", "+44|")) {
      assertThatExceptionOfType(RefusedException.class)
          .as(bad)
          .isThrownBy(() -> new Fence(List.of(), List.of(bad), null, null));
    }
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> new Fence(List.of(), List.of(), 0, null));
  }

  @Test
  void rateClassIsReadAsItIsWritten() {
    assertThat(RateClass.parse("20/s", null)).isEqualTo(new RateClass(20, 40));
    assertThat(RateClass.parse("20/s", 20)).isEqualTo(new RateClass(20, 20));
    assertThat(RateClass.parse("none", null)).isNull();
    for (var bad : List.of("", "20", "0/s", "-1/s", "20/m", "1000000/s", "unlimited")) {
      assertThatExceptionOfType(RefusedException.class)
          .as(bad)
          .isThrownBy(() -> RateClass.parse(bad, null));
    }
    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> RateClass.parse("20/s", 10));
  }

  private static Fence extensions(String... patterns) {
    return new Fence(List.of(patterns), List.of(), null, null);
  }
}
