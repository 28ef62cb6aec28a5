package com.unifiedbx.pbx.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import graphql.ExecutionResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.ObjectMapper;

/// One operation as a stream of server-sent events: `next` for each result, then `complete`.
final class SseOperation implements Subscriptions.Receiver, StandingWatch.Connection {

  private static final Logger LOG = LoggerFactory.getLogger(SseOperation.class);

  private final OutputStream out;
  private final ObjectMapper json;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile Runnable cancel = () -> {};
  private volatile boolean ended;
  private boolean finished;

  SseOperation(OutputStream out, ObjectMapper json) {
    this.out = out;
    this.json = json;
  }

  /// @param pump null when the result is the only one
  void serve(ExecutionResult result, Subscriptions.@Nullable Pump pump, StandingWatch watch) {
    try {
      if (pump == null) {
        next(result);
      } else {
        heartbeat();
        watch.over(this);
        pump.run(this);
        var errors = pump.errors();
        if (!errors.isEmpty()) {
          var shown = errors.stream().map(error -> error.toSpecification()).toList();
          write("next", json.writeValueAsString(Map.of("errors", List.copyOf(shown))));
        }
      }
      if (!ended) {
        write("complete", "");
      }
    } catch (Subscriptions.GoneException gone) {
      LOG.debug("A client left its subscription: {}", gone.getMessage());
    } finally {
      finish();
    }
  }

  @Override
  public void begun(Runnable cancelled) {
    cancel = cancelled;
    if (ended) {
      cancelled.run();
    }
  }

  @Override
  public void next(ExecutionResult result) {
    if (!ended) {
      write("next", json.writeValueAsString(result.toSpecification()));
    }
  }

  @Override
  public void heartbeat() {
    send(":\n\n");
  }

  /// Without `complete`, after which a client would not come back and hear why.
  @Override
  public void end(StandingWatch.Ended why) {
    ended = true;
    cancel.run();
  }

  /// From here on nobody may write: the connection may serve another request. The end is written
  /// now, for a server that stops waits for this thread only.
  private void finish() {
    writing.lock();
    try {
      finished = true;
      out.close();
    } catch (IOException gone) {
      LOG.debug("A client left its subscription: {}", gone.getMessage());
    } finally {
      writing.unlock();
    }
  }

  private void write(String event, String data) {
    send("event: " + event + "\ndata: " + data + "\n\n");
  }

  private void send(String text) {
    writing.lock();
    try {
      if (!finished) {
        out.write(text.getBytes(UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      throw new Subscriptions.GoneException(e);
    } finally {
      writing.unlock();
    }
  }
}
