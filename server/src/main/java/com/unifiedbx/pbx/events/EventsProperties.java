package com.unifiedbx.pbx.events;

import com.unifiedbx.pbx.kernel.Refusal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `pbx.events.*`: how long events are kept, and what streams may cost.
///
/// @param retention how long a client may be away and still miss nothing, 1 hour to 30 days; an
///   hour of the log is dropped as a whole when its last event is older
/// @param heartbeat how long a stream may be silent before a comment is sent, which keeps proxies
///   from closing it and shows us clients that are gone
/// @param maxReaders how many streams and subscriptions one node serves; one takes some 130 KB of
///   the heap, so that many more than this do not fit into the heap of 256 MB that is the default
/// @param maxReadersPerApplication how many of them one application may have
@ConfigurationProperties("pbx.events")
record EventsProperties(
    @DefaultValue("24h") Duration retention,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("1200") int maxReaders,
    @DefaultValue("1000") int maxReadersPerApplication) {

  EventsProperties {
    if (retention.compareTo(Duration.ofHours(1)) < 0
        || retention.compareTo(Duration.ofDays(30)) > 0) {
      throw Refusal.badValue("pbx.events.retention", "pbx.events.retention is between 1h and 30d.")
          .asException();
    }
  }
}
