package com.unifiedbx.pbx.graphql;

import com.unifiedbx.pbx.rest.Faults;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.execution.reactive.SubscriptionPublisher;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.execution.SubscriptionPublisherException;
import org.springframework.stereotype.Component;
import reactor.core.Scannable;

/// Runs operations for the transports that can answer more than once.
@Component
class Subscriptions {

  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  private final ExecutionGraphQlService service;

  Subscriptions(ExecutionGraphQlService service) {
    this.service = service;
  }

  /// Where results go. Called on the thread that runs the operation, one after the other.
  interface Receiver {

    /// The operation was begun and can be cancelled from any thread.
    void begun(Runnable cancel);

    /// One more result.
    ///
    /// @throws GoneException when nobody takes it any more, which ends the operation
    void next(ExecutionResult result);
  }

  /// The client is gone.
  static final class GoneException extends RuntimeException {

    private static final long serialVersionUID = 1;

    GoneException(Throwable cause) {
      super(cause);
    }
  }

  /// Starts it; what can be refused is refused in the result.
  ExecutionResult execute(Operation operation) {
    return GraphQlErrors.coded(
        Objects.requireNonNull(service.execute(operation.request()).block()).getExecutionResult());
  }

  /// The results of a subscription, or null when the result is the only one.
  @SuppressWarnings("unchecked")
  static @Nullable Publisher<ExecutionResult> stream(ExecutionResult result) {
    return result.getData() instanceof Publisher<?> publisher
        ? (Publisher<ExecutionResult>) publisher
        : null;
  }

  /// Whether nothing was begun and nothing found out.
  static boolean isRefusedWhole(ExecutionResult result) {
    return !result.getErrors().isEmpty() && result.getData() == null;
  }

  /// Begins to listen; what is refused at once is in [Pump#errors] afterwards.
  ///
  /// A controller that refuses yields a source that holds nothing but its error, and tells it only
  /// when it is asked for a result. To ask a source that has begun would be to wait for its first.
  static Pump begin(Publisher<ExecutionResult> results) {
    var pump = new Pump();
    results.subscribe(pump);
    if (hasFailed(results)) {
      pump.ask();
    }
    return pump;
  }

  private static boolean hasFailed(Publisher<ExecutionResult> results) {
    return results instanceof SubscriptionPublisher known
        && Stream.concat(
                Stream.of(known.getUpstreamPublisher()),
                Scannable.from(known.getUpstreamPublisher()).parents())
            .anyMatch(Subscriptions::isFailure);
  }

  /// Reactor's sources without a wait can be called; one that failed throws.
  private static boolean isFailure(Object source) {
    if (!(source instanceof Callable<?> known)) {
      return false;
    }
    try {
      known.call();
      return false;
    } catch (Exception failure) {
      return true;
    }
  }

  /// A subscription that was begun.
  static final class Pump implements Subscriber<ExecutionResult> {

    private volatile @Nullable Subscription subscription;
    private volatile @Nullable Receiver receiver;
    private List<GraphQLError> errors = List.of();

    /// Hands the results over until there are no more or someone cancels. On this thread: a source
    /// that waits for events waits here, and one that is not asked fetches nothing.
    void run(Receiver to) {
      var from = Objects.requireNonNull(subscription);
      receiver = to;
      to.begun(from::cancel);
      from.request(1);
    }

    private void ask() {
      Objects.requireNonNull(subscription).request(1);
    }

    /// What ended it; empty while it goes on and after a good end.
    List<GraphQLError> errors() {
      return errors;
    }

    @Override
    public void onSubscribe(Subscription begun) {
      subscription = begun;
    }

    @Override
    public void onNext(ExecutionResult result) {
      var from = Objects.requireNonNull(subscription);
      try {
        Objects.requireNonNull(receiver).next(GraphQlErrors.coded(result));
        from.request(1);
      } catch (GoneException gone) {
        LOG.debug("A subscriber is gone: {}", gone.getMessage());
        from.cancel();
      }
    }

    @Override
    public void onError(Throwable failure) {
      var cause = failure.getCause();
      errors =
          failure instanceof SubscriptionPublisherException known
              ? known.getErrors()
              : List.of(GraphQlErrors.error(Faults.refusal(cause == null ? failure : cause)));
    }

    @Override
    public void onComplete() {}
  }
}
