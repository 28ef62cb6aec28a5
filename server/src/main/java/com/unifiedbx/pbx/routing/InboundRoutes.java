package com.unifiedbx.pbx.routing;

import com.unifiedbx.pbx.asterisk.realtime.Realtime;
import com.unifiedbx.pbx.kernel.Audited;
import com.unifiedbx.pbx.kernel.Destination;
import com.unifiedbx.pbx.kernel.NumberOwner;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Adds, changes, finds and ends inbound routes. Each acts in the next call from outside. Messages
/// are FreePBX's.
@Service
public class InboundRoutes {

  private final InboundRouteRepository repository;
  private final ObjectProvider<NumberOwner> owners;
  private final TransactionTemplate transaction;
  private final Realtime realtime;
  private final ApplicationEventPublisher events;

  InboundRoutes(
      InboundRouteRepository repository,
      ObjectProvider<NumberOwner> owners,
      TransactionTemplate transaction,
      Realtime realtime,
      ApplicationEventPublisher events) {
    this.repository = repository;
    this.owners = owners;
    this.transaction = transaction;
    this.realtime = realtime;
    this.events = events;
  }

  /// A route was added, changed or deleted.
  private record Changed(
      String operation, String object, @Nullable Object before, @Nullable Object after)
      implements Audited {}

  public @Nullable InboundRoute find(String did, String cid) {
    return repository.find(did, cid);
  }

  /// By number and caller, from behind `from` or from the beginning; downwards before it or from
  /// the end.
  ///
  /// @param search text in number, caller or description; empty for any
  public List<InboundRoute> list(
      String search, @Nullable InboundRoute from, boolean downwards, int limit) {
    return repository.list(search, from, downwards, limit);
  }

  /// How many have that text in number, caller or description.
  public long count(String search) {
    return repository.count(search);
  }

  public void add(InboundRoute route) {
    demandExists(route.destination());
    transaction.executeWithoutResult(status -> {
      if (!repository.insert(route)) {
        throw exists();
      }
      events.publishEvent(new Changed("route.added", "route:" + route.id(), null, route));
    });
    realtime.endpointChanged(route.endpoint());
  }

  /// Changes it to what `change` makes of it, its number and caller included.
  public InboundRoute change(String did, String cid, UnaryOperator<InboundRoute> change) {
    var endpoints = new java.util.LinkedHashSet<String>();
    var changed =
        Objects.requireNonNull(
            transaction.execute(status -> {
              var old = repository.find(did, cid);
              if (old == null) {
                throw Refusal.notFound("Inbound Route does not exists").asException();
              }
              var to = change.apply(old);
              demandExists(to.destination());
              repository.delete(did, cid);
              if (!repository.insert(to)) {
                throw exists();
              }
              endpoints.add(old.endpoint());
              endpoints.add(to.endpoint());
              events.publishEvent(new Changed("route.updated", "route:" + to.id(), old, to));
              return to;
            }));
    endpoints.forEach(realtime::endpointChanged);
    return changed;
  }

  public void delete(String did, String cid) {
    var gone =
        Objects.requireNonNull(
            transaction.execute(status -> {
              var old = repository.find(did, cid);
              if (old == null || !repository.delete(did, cid)) {
                throw Refusal.notFound("Inbound Route not found").asException();
              }
              events.publishEvent(new Changed("route.deleted", "route:" + old.id(), old, null));
              return old;
            }));
    realtime.endpointChanged(gone.endpoint());
  }

  private void demandExists(Destination destination) {
    var number =
        switch (destination) {
          case Destination.ToExtension(var extension) -> extension.digits();
          case Destination.ToVoicemail(var extension) -> extension.digits();
          case Destination.ToRingGroup(var group) -> group;
          case Destination.ToNumber _, Destination.HangUp _ -> null;
        };
    if (number != null
        && owners.stream().noneMatch(owner -> !owner.ownersOf(List.of(number)).isEmpty())) {
      throw Refusal.badValue(
              "destination",
              "Input variable destination does not exists in this system, Please provide the valid"
                  + " `destination` ")
          .asException();
    }
  }

  private static RuntimeException exists() {
    return Refusal.conflict("route_exists", "Inbound Route already exists")
        .onField("extension")
        .asException();
  }
}
