package com.unifiedbx.pbx.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// How many may read.
class EventReadersTests {

  private final EventReaders readers =
      new EventReaders(new EventsProperties(Duration.ofHours(24), Duration.ofSeconds(15), 3, 2));
  private final EventReader.Source source =
      new EventReader.Source(
          readers,
          new RecentEvents(),
          new EventRepository(new JdbcTemplate(TestDatabase.fresh().dataSource())));

  @BeforeEach
  void start() {
    readers.start();
  }

  @AfterEach
  void stop() {
    readers.stop();
  }

  private EventReader open(@Nullable String application) {
    var filter = new EventFilter(null, null, Set.of("call"), Fence.NONE, application);
    return new EventReader(source, filter, 0, null);
  }

  private Refusal refusal(@Nullable String application) {
    return catchThrowableOfType(RefusedException.class, () -> open(application)).refusal();
  }

  @Test
  void oneApplicationLeavesRoomForOthers() {
    var first = open("a");
    try (var _ = open("a")) {
      assertThat(refusal("a").kind()).isEqualTo(Refusal.Kind.LIMITED);
      assertThat(refusal("a").code()).isEqualTo("too_many_streams");
      open("b").close();
      first.close();
      open("a").close();
    }
  }

  @Test
  void aNodeHasRoomForSoManyAndTheProductItselfIsNoApplication() {
    try (var _ = open(null);
        var _ = open(null);
        var _ = open(null)) {
      assertThat(refusal("a").code()).isEqualTo("overloaded");
      assertThat(readers.count()).isEqualTo(3);
    }
  }
}
