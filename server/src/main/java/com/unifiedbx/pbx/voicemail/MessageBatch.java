package com.unifiedbx.pbx.voicemail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import com.unifiedbx.pbx.rest.Problems;
import com.unifiedbx.pbx.voicemail.spool.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// One change for many messages; what can't be done to one does not keep it from the others.
@Component
class MessageBatch {

  private static final int MOST = 1_000;

  private final Voicemail voicemail;
  private final Problems problems;

  MessageBatch(Voicemail voicemail, Problems problems) {
    this.voicemail = voicemail;
    this.problems = problems;
  }

  /// @param action `move` (to `folder`), `read`, `unread`, `delete` or `forward` (to `mailbox`)
  record Order(
      @Nullable String action,
      @Nullable List<String> ids,
      @Nullable String folder,
      @Nullable String mailbox) {}

  record Results(List<Result> items) {}

  /// @param status as the single request would have answered
  /// @param message as it is now, or the copy of a forwarded one
  /// @param error the problem, when there was one
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Result(
      int index,
      String id,
      int status,
      @Nullable VoicemailMessage message,
      @Nullable Map<String, Object> error) {}

  /// What is done to one message; null when nothing of it is left to show.
  private interface Step {
    @Nullable VoicemailMessage on(String id);
  }

  Results carryOut(String box, Order order) {
    var ids = order.ids();
    if (ids == null || ids.isEmpty() || ids.size() > MOST) {
      throw Refusal.badValue("ids", "Name between 1 and " + MOST + " messages in ids.")
          .asException();
    }
    voicemail.mailbox(box);
    var step = step(order);
    var results = new ArrayList<Result>();
    for (var id : ids) {
      results.add(one(results.size(), box, id, step));
    }
    return new Results(results);
  }

  private Step step(Order order) {
    return switch (order.action()) {
      case "move" -> {
        var folder = Folder.named(order.folder() == null ? "" : order.folder());
        yield id -> voicemail.move(id, folder);
      }
      case "read" -> id -> voicemail.markRead(id, true);
      case "unread" -> id -> voicemail.markRead(id, false);
      case "forward" -> {
        var target = voicemail.target(order.mailbox());
        yield id -> voicemail.forward(id, target);
      }
      case "delete" ->
          id -> {
            voicemail.delete(id);
            return null;
          };
      case null, default ->
          throw Refusal.badValue(
                  "action", "action is one of move, read, unread, delete and forward.")
              .asException();
    };
  }

  private Result one(int index, String box, String id, Step step) {
    try {
      var message = step.on(voicemail.idIn(box, id));
      return new Result(index, id, message == null ? 204 : 200, message, null);
    } catch (RefusedException e) {
      var problem = problems.body(e.refusal());
      var status = (int) Objects.requireNonNull(problem.get("status"), "every problem has one");
      return new Result(index, id, status, null, problem);
    }
  }
}
