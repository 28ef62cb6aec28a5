package com.unifiedbx.ami;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// One action on its way: asked by a caller, written by the writer, answered by the reader.
abstract sealed class Exchange<T> {

  private enum Stage {
    QUEUED,
    WRITTEN,
    ABANDONED
  }

  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.QUEUED);
  final CompletableFuture<T> answer = new CompletableFuture<>();

  /// Takes a message that carries our ActionID; false if it is none of our business. Reader thread.
  abstract boolean accept(AmiMessage message);

  /// The writer asks before writing: an action whose caller has given up must not be carried out.
  final boolean claimForWriting() {
    return stage.compareAndSet(Stage.QUEUED, Stage.WRITTEN);
  }

  /// Ends the exchange without an answer, and tells by the exception whether it may have been sent.
  final AmiUnavailableException abandon(String why) {
    var unsent = stage.compareAndSet(Stage.QUEUED, Stage.ABANDONED);
    var exception =
        unsent || stage.get() == Stage.ABANDONED
            ? AmiUnavailableException.unsent(why)
            : AmiUnavailableException.unanswered(why);
    answer.completeExceptionally(exception);
    return exception;
  }

  final T await(Duration patience) throws InterruptedException, TimeoutException {
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(failed);
    }
  }

  /// Ends with the response.
  static final class OfReply extends Exchange<AmiReply> {
    @Override
    boolean accept(AmiMessage message) {
      if (message.isEvent()) {
        return false;
      }
      answer.complete(
          isError(message)
              ? new AmiReply.Failure(message.text(), message)
              : new AmiReply.Success(message));
      return true;
    }
  }

  /// Ends with the closing event, or as the list's rule says.
  static final class OfList extends Exchange<List<AmiMessage>> {

    private final String action;
    private final AmiList rule;
    private final List<AmiMessage> items = new ArrayList<>();

    OfList(String action, AmiList rule) {
      this.action = action;
      this.rule = rule;
    }

    @Override
    boolean accept(AmiMessage message) {
      var phase = message.get("EventList", "");
      if (!message.isEvent()) {
        begin(message, phase);
      } else if (phase.equalsIgnoreCase("cancelled")) {
        abandon("Asterisk broke off the list of " + action + ".");
      } else if (phase.equalsIgnoreCase("Complete") || message.name().equals(rule.complete())) {
        finish(message);
      } else if (rule.items().isEmpty() || rule.items().contains(message.name())) {
        items.add(message);
      }
      return true;
    }

    private void begin(AmiMessage response, String phase) {
      if (isError(response)) {
        if (rule.meansEmpty(response.text())) {
          answer.complete(List.of());
        } else {
          answer.completeExceptionally(new AmiRefusedException(action, response.text()));
        }
      } else if (!phase.equalsIgnoreCase("start") && rule.emptyOnPlainSuccess()) {
        answer.complete(List.of());
      }
    }

    private void finish(AmiMessage closing) {
      var announced = closing.get("ListItems");
      if (rule.counted() && announced != null && !announced.equals("" + items.size())) {
        abandon(
            "The list of %s is incomplete: %s announced, %d came."
                .formatted(action, announced, items.size()));
      } else {
        answer.complete(List.copyOf(items));
      }
    }
  }

  private static boolean isError(AmiMessage response) {
    return response.get("Response", "").equalsIgnoreCase("Error");
  }
}
