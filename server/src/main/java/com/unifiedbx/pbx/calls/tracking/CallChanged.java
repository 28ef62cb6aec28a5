package com.unifiedbx.pbx.calls.tracking;

import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.kernel.PublicEvent;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A call reached a status (`call.queued` to `call.canceled`), was held or taken back (`call.held`,
/// `call.unheld`).
///
/// @param data the call as the API showed it at that moment
public record CallChanged(String type, Instant time, Call data) implements PublicEvent {

  public static CallChanged status(Call call) {
    return new CallChanged("call." + call.status().text(), reached(call), call);
  }

  public static CallChanged held(Call call, Instant now) {
    return new CallChanged(call.held() ? "call.held" : "call.unheld", now, call);
  }

  private static Instant reached(Call call) {
    var times = call.times();
    var at =
        switch (call.status()) {
          case QUEUED -> times.createdAt();
          case RINGING -> times.ringingAt();
          case ANSWERED -> times.answeredAt();
          case CONNECTED -> times.connectedAt();
          case COMPLETED, FAILED, CANCELED -> times.endedAt();
        };
    return Objects.requireNonNullElse(at, times.createdAt());
  }

  @Override
  public Set<String> extensions() {
    var numbers = new LinkedHashSet<String>();
    add(numbers, data.from().endpoint().replaceFirst("^[A-Za-z]+/", ""));
    add(numbers, data.from().number());
    add(numbers, data.to().number());
    return numbers;
  }

  private static void add(Set<String> numbers, @Nullable String number) {
    if (number != null && !number.isEmpty()) {
      numbers.add(number);
    }
  }
}
