package com.unifiedbx.pbx.groups;

import com.unifiedbx.pbx.asterisk.realtime.Realtime;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.KnownExtensions;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Changes and finds the numbers that follow the owners of extensions. They end with the extension.
@Service
public class FollowMes {

  private final FollowMeRepository repository;
  private final KnownExtensions extensions;
  private final TransactionTemplate transaction;
  private final Realtime realtime;
  private final ApplicationEventPublisher events;

  FollowMes(
      FollowMeRepository repository,
      KnownExtensions extensions,
      TransactionTemplate transaction,
      Realtime realtime,
      ApplicationEventPublisher events) {
    this.repository = repository;
    this.extensions = extensions;
    this.transaction = transaction;
    this.realtime = realtime;
    this.events = events;
  }

  public @Nullable FollowMe find(ExtensionNumber number) {
    return repository.find(number);
  }

  /// Changes it to what `change` makes of it; there is one for every extension.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `not_found` when there is no such extension
  public FollowMe change(ExtensionNumber number, UnaryOperator<FollowMe> change) {
    var changed =
        Objects.requireNonNull(
            transaction.execute(status -> {
              if (!extensions.isKnown(number.digits())) {
                throw Refusal.notFound(number + " : This extension does not exist").asException();
              }
              var old = repository.find(number);
              var to = change.apply(old == null ? FollowMe.none(number) : old);
              repository.save(to);
              events.publishEvent(GroupChanged.of("followme", number.digits(), old, to));
              return to;
            }));
    realtime.endpointChanged(number.digits());
    return changed;
  }
}
