package com.unifiedbx.pbx.groups;

import com.unifiedbx.pbx.asterisk.realtime.Realtime;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.NumberOwner;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Adds, changes, finds and ends ring groups. Each acts in the next call. Messages are FreePBX's.
@Service
public class RingGroups {

  private final RingGroupRepository repository;
  private final TransactionTemplate transaction;
  private final Realtime realtime;
  private final ObjectProvider<NumberOwner> owners;
  private final ApplicationEventPublisher events;

  RingGroups(
      RingGroupRepository repository,
      TransactionTemplate transaction,
      Realtime realtime,
      ObjectProvider<NumberOwner> owners,
      ApplicationEventPublisher events) {
    this.repository = repository;
    this.transaction = transaction;
    this.realtime = realtime;
    this.owners = owners;
    this.events = events;
  }

  public @Nullable RingGroup find(ExtensionNumber number) {
    return repository.find(number);
  }

  /// In numeric order, from behind `from` or from the beginning; downwards before it or from the
  /// end.
  ///
  /// @param search text in number or description; empty for any
  public List<RingGroup> list(String search, @Nullable Integer from, boolean downwards, int limit) {
    return repository.list(search, from, downwards, limit);
  }

  /// How many have that text in number or description.
  public long count(String search) {
    return repository.count(search);
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException `number_taken`, naming what has it
  public void add(RingGroup group) {
    var number = group.number().digits();
    transaction.executeWithoutResult(status -> {
      repository.lockNumbers();
      var taken = new HashMap<String, String>();
      owners.forEach(owner -> taken.putAll(owner.ownersOf(List.of(number))));
      var owner = taken.get(number);
      if (owner != null) {
        var message =
            owner.startsWith("ring group")
                ? "Sorry,Ringgroup already exists"
                : number + " is taken: it is the number of " + owner + ".";
        throw Refusal.conflict("number_taken", message).onField("groupNumber").asException();
      }
      repository.insert(group);
      events.publishEvent(GroupChanged.of("ringgroup", number, null, group));
    });
    realtime.endpointChanged("group-" + number);
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException `not_found`
  public RingGroup change(ExtensionNumber number, UnaryOperator<RingGroup> change) {
    var changed =
        Objects.requireNonNull(
            transaction.execute(status -> {
              var old = repository.find(number);
              if (old == null) {
                throw Refusal.notFound("Sorry, unable to find the Ringgroup").asException();
              }
              var to = change.apply(old);
              repository.update(to);
              events.publishEvent(GroupChanged.of("ringgroup", number.digits(), old, to));
              return to;
            }));
    realtime.endpointChanged("group-" + number);
    return changed;
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException `not_found`
  public RingGroup delete(ExtensionNumber number) {
    var gone =
        Objects.requireNonNull(
            transaction.execute(status -> {
              var old = repository.find(number);
              if (old == null || !repository.delete(number)) {
                throw Refusal.notFound("Sorry, unable to process your delete request")
                    .asException();
              }
              events.publishEvent(GroupChanged.of("ringgroup", number.digits(), old, null));
              return old;
            }));
    realtime.endpointChanged("group-" + number);
    return gone;
  }
}
