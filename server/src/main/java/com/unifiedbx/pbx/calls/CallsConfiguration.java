package com.unifiedbx.pbx.calls;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.asterisk.Asterisk;
import com.unifiedbx.pbx.asterisk.Reachability;
import com.unifiedbx.pbx.asterisk.channels.Place;
import com.unifiedbx.pbx.calls.OriginateRequest.Target;
import com.unifiedbx.pbx.calls.admission.Admission;
import com.unifiedbx.pbx.calls.admission.AdmissionProperties;
import com.unifiedbx.pbx.calls.control.Tracking;
import com.unifiedbx.pbx.calls.idempotency.IdempotentAnswers;
import com.unifiedbx.pbx.calls.store.CallStore;
import com.unifiedbx.pbx.calls.tracking.TrackedCall;
import com.unifiedbx.pbx.kernel.KnownExtensions;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Puts together what has no annotations of its own, so that tests can do the same by hand.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CallsProperties.class, AdmissionProperties.class})
class CallsConfiguration {

  @Bean
  CallStore callStore(
      JdbcClient jdbc, TransactionOperations transactions, ApplicationEventPublisher publisher) {
    return new CallStore(jdbc, transactions, publisher);
  }

  @Bean
  Admission admission(AdmissionProperties properties) {
    return Admission.of(properties);
  }

  /// `pbx.calls.admission.*`: whether Asterisk has enough to do.
  @Bean
  MeterBinder admissionMeters(Admission admission) {
    return registry -> {
      Gauge.builder("pbx.calls.admission.limit", admission, door -> door.state().limit())
          .description("Calls that Asterisk may be setting up at once now")
          .register(registry);
      Gauge.builder("pbx.calls.admission.in.hand", admission, door -> door.state().inHand())
          .description("Calls that it is setting up")
          .register(registry);
      Gauge.builder("pbx.calls.admission.waiting", admission, door -> door.state().waiting())
          .description("Originate requests that wait for their turn")
          .register(registry);
      FunctionCounter.builder(
              "pbx.calls.admission.refused", admission, door -> door.state().refused())
          .description("Originate requests answered `overloaded`")
          .register(registry);
    };
  }

  @Bean
  LiveCalls liveCalls(
      Asterisk asterisk, Admission admission, CallStore store, CallsProperties properties) {
    return new LiveCalls(asterisk, admission, store, properties, InstantSource.system());
  }

  @Bean
  Preflight preflight(
      Asterisk asterisk, ObjectProvider<KnownExtensions> extensions, CallsProperties properties) {
    var known = extensions.getIfAvailable(() -> number -> isEndpoint(asterisk, number));
    return new Preflight(asterisk, known, properties);
  }

  @Bean
  Tracking tracking(Calls calls, LiveCalls live, Preflight preflight) {
    return new Seen(calls, live, preflight);
  }

  @Bean
  Calls calls(
      Asterisk asterisk,
      Admission admission,
      Preflight preflight,
      LiveCalls live,
      CallStore store) {
    return new Calls(asterisk, admission, preflight, live, store, InstantSource.system());
  }

  @Bean
  IdempotentAnswers idempotentAnswers(JdbcClient jdbc, CallsProperties properties) {
    return new IdempotentAnswers(jdbc, properties.idempotencyPeriod(), InstantSource.system());
  }

  private static boolean isEndpoint(Asterisk asterisk, String number) {
    return !(asterisk.reachability(number) instanceof Reachability.Unknown);
  }

  /// What `control` sees of this package.
  private record Seen(Calls calls, LiveCalls live, Preflight preflight) implements Tracking {

    @Override
    public TrackedCall standing(String id, Caller by) {
      return calls.standing(id, by);
    }

    @Override
    public Call change(TrackedCall call, Supplier<Call> change) {
      return live.change(call, change);
    }

    @Override
    public void demandDestination(Place place, Caller by) {
      calls.fence().demandLeg(place.exten(), by);
      preflight.checkEntrance(new Target.Dialplan(place.context(), place.exten(), 1));
      calls.fence().countLeg(by);
    }

    @Override
    public Call hangUp(TrackedCall call, int cause) {
      return calls.hangUp(call, cause);
    }

    @Override
    public Call originate(OriginateRequest request, Caller by) {
      return calls.originate(calls.newId(), request, by);
    }

    @Override
    public String newId() {
      return calls.newId();
    }

    @Override
    public String expectLeg(TrackedCall call) {
      var id = calls.newId();
      live.attach(id, call.call().id());
      live.attach(id + "-b", call.call().id());
      return id;
    }

    @Override
    public void whenToBeRecorded(Consumer<TrackedCall> then) {
      live.whenToBeRecorded(then);
    }

    @Override
    public void whenAskedInVain(Consumer<TrackedCall> then) {
      live.whenAskedInVain(then);
    }
  }
}
