package com.unifiedbx.pbx.cdr.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanTests {

  private static final List<Grain> ALL = List.of(Grain.MONTH, Grain.DAY, Grain.HOUR);

  private static Instant at(String text) {
    return Instant.parse(text);
  }

  @Test
  void eachGrainCoversWhatItCan() {
    assertThat(Span.of(at("2026-01-30T22:30:00Z"), at("2026-03-01T00:00:00Z"), ALL))
        .containsExactly(
            new Span(null, at("2026-01-30T22:30:00Z"), at("2026-01-30T23:00:00Z")),
            new Span(Grain.HOUR, at("2026-01-30T23:00:00Z"), at("2026-01-31T00:00:00Z")),
            new Span(Grain.DAY, at("2026-01-31T00:00:00Z"), at("2026-02-01T00:00:00Z")),
            new Span(Grain.MONTH, at("2026-02-01T00:00:00Z"), at("2026-03-01T00:00:00Z")));
    assertThat(Span.of(null, null, ALL)).containsExactly(new Span(Grain.MONTH, null, null));
    assertThat(Span.of(at("2026-01-01T00:00:00Z"), at("2026-01-01T00:00:00Z"), ALL)).isEmpty();
  }

  @Test
  void togetherTheyAreThePeriodWithoutGapOrOverlap() {
    var random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      var from = Instant.ofEpochMilli(1_700_000_000_000L + random.nextLong(90_000_000_000L));
      var to = from.plusMillis(random.nextLong(round % 2 == 0 ? 10_000_000L : 90_000_000_000L));
      var next = from;
      for (var span : Span.of(from, to, ALL.subList(random.nextInt(4), 3))) {
        assertThat(span.from()).isEqualTo(next);
        next = Objects.requireNonNull(span.to());
      }
      assertThat(next).isEqualTo(to);
    }
  }

  @Test
  void slotStandsForItsMiddle() {
    assertThat(Times.seconds(1)).isZero();
    for (long seconds = 1; seconds < 100_000; seconds += 1 + seconds / 7) {
      var slot = 2 + (int) Math.floor(4 * Math.log((double) seconds) / Math.log(2) + 1e-9);
      assertThat(Times.seconds(slot))
          .isBetween(
              (long) ((double) seconds * 0.9) - (seconds < 6 ? 0 : 1),
              (long) ((double) seconds * 1.1) + 1);
    }
  }
}
