package com.unifiedbx.pbx.graphql;

import com.unifiedbx.pbx.kernel.RefusedException;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/// The operations that run on one WebSocket, each on a thread of its own.
final class SocketOperations {

  private final Subscriptions subscriptions;
  private final SocketSession session;
  private final Map<String, Runnable> running = new ConcurrentHashMap<>();

  SocketOperations(Subscriptions subscriptions, SocketSession session) {
    this.subscriptions = subscriptions;
    this.session = session;
  }

  int count() {
    return running.size();
  }

  /// Starts one; false when that id is taken.
  boolean start(String id, Operation operation) {
    if (running.putIfAbsent(id, new NotBegun()) != null) {
      return false;
    }
    Thread.ofVirtual().name("subscription").start(() -> run(id, operation));
    return true;
  }

  void cancel(String id) {
    var cancel = running.remove(id);
    if (cancel != null) {
      cancel.run();
    }
  }

  void cancelAll() {
    List.copyOf(running.keySet()).forEach(this::cancel);
  }

  private void run(String id, Operation operation) {
    var caller = session.caller();
    SecurityContextHolder.getContext()
        .setAuthentication(
            UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of()));
    try {
      var result = subscriptions.execute(operation);
      var stream = Subscriptions.stream(result);
      if (stream == null) {
        endWith(id, result.getErrors());
      } else {
        var pump = Subscriptions.begin(stream);
        if (pump.errors().isEmpty()) {
          pump.run(new Results(id));
        }
        endWith(id, pump.errors());
      }
    } catch (Subscriptions.GoneException gone) {
      cancel(id);
    } catch (RefusedException refused) {
      endWith(id, List.of(GraphQlErrors.error(refused.refusal())));
    } finally {
      running.remove(id);
      SecurityContextHolder.clearContext();
    }
  }

  /// Tells the client that there is nothing more to come, unless it knows.
  private void endWith(String id, List<GraphQLError> errors) {
    if (running.remove(id) == null) {
      return;
    }
    session.send(
        errors.isEmpty()
            ? new SocketMessage(id, "complete", null)
            : new SocketMessage(
                id, "error", errors.stream().map(GraphQLError::toSpecification).toList()));
  }

  /// Holds the id of an operation that can't be cancelled yet.
  private record NotBegun() implements Runnable {

    @Override
    public void run() {}
  }

  /// The results of one operation on their way out.
  private final class Results implements Subscriptions.Receiver {

    private final String id;

    Results(String id) {
      this.id = id;
    }

    @Override
    public void begun(Runnable cancel) {
      if (running.replace(id, cancel) == null) {
        cancel.run();
      }
    }

    @Override
    public void next(ExecutionResult result) {
      if (running.containsKey(id)) {
        session.send(new SocketMessage(id, "next", result.toSpecification()));
      }
    }
  }
}
