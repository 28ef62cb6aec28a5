package com.unifiedbx.pbx.events;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;
import tools.jackson.databind.ObjectMapper;

/// Subscriptions: the same log by GraphQL.
///
/// An event is fetched when the transport asks for it, on the thread that asks, which waits: a slow
/// client holds up nobody and nothing piles up.
@Controller
class EventGraphQlController {

  private final Events events;
  private final ObjectMapper json;

  EventGraphQlController(Events events, ObjectMapper json) {
    this.events = events;
    this.json = json;
  }

  /// An event in the schema's shape.
  record Event(@Nullable String id, String type, String time, Object data) {}

  /// The arguments that all these fields have.
  record Asked(@Nullable List<String> types, @Nullable String extension, @Nullable String after) {}

  @SubscriptionMapping
  @RequiresScope(Scope.EVENT_READ)
  Flux<Event> events(
      @Argument @Nullable List<String> types,
      @Argument @Nullable String extension,
      @Argument @Nullable String after) {
    return follow(EventFilter.of(types, extension, Caller.current()), after);
  }

  @SubscriptionMapping
  @RequiresScope(Scope.EVENT_READ)
  Flux<Event> callEvents(
      @Argument @Nullable List<String> types,
      @Argument @Nullable String extension,
      @Argument @Nullable String after) {
    return ofNoun("call", new Asked(types, extension, after));
  }

  @SubscriptionMapping
  @RequiresScope(Scope.EVENT_READ)
  Flux<Event> extensionEvents(
      @Argument @Nullable List<String> types,
      @Argument @Nullable String extension,
      @Argument @Nullable String after) {
    return ofNoun("extension", new Asked(types, extension, after));
  }

  @SubscriptionMapping
  @RequiresScope(Scope.EVENT_READ)
  Flux<Event> voicemailEvents(
      @Argument @Nullable List<String> types,
      @Argument @Nullable String extension,
      @Argument @Nullable String after) {
    return ofNoun("voicemail", new Asked(types, extension, after));
  }

  private Flux<Event> ofNoun(String noun, Asked asked) {
    var filter = EventFilter.ofNoun(noun, asked.types(), asked.extension(), Caller.current());
    return follow(filter, asked.after());
  }

  private Flux<Event> follow(EventFilter filter, @Nullable String after) {
    // Opened here, while the client can still be refused and before the answer says that it began.
    var turn = new Turn(events.read(filter, after));
    return Flux.<Event>generate(
            sink -> {
              var next = turn.next();
              if (next == null) {
                sink.complete();
              } else {
                sink.next(next);
              }
            })
        .doFinally(end -> turn.reader.close())
        .doOnCancel(turn.reader::close);
  }

  /// Takes events out of a reader one by one.
  private final class Turn {

    private final EventReader reader;
    private final Queue<Event> waiting = new ArrayDeque<>();

    Turn(EventReader reader) {
      this.reader = reader;
      var lost = reader.lostPlace();
      if (lost != null) {
        waiting.add(
            new Event(
                lost.head(),
                "reset",
                LoggedEvent.text(Instant.now()),
                Map.of("reason", "not_in_log")));
      }
    }

    /// The next one, or null at the end.
    @Nullable Event next() {
      while (waiting.isEmpty() && !reader.isClosed()) {
        reader.next().forEach(event -> waiting.add(shape(event)));
      }
      return waiting.poll();
    }

    private Event shape(LoggedEvent event) {
      var data = json.readValue(event.data(), Object.class);
      return new Event(event.id(), event.type(), LoggedEvent.text(event.time()), data);
    }
  }
}
