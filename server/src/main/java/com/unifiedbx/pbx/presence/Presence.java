package com.unifiedbx.pbx.presence;

import com.unifiedbx.pbx.asterisk.endpoints.Contact;
import com.unifiedbx.pbx.asterisk.endpoints.DeviceState;
import com.unifiedbx.pbx.asterisk.endpoints.Endpoints;
import com.unifiedbx.pbx.kernel.KnownExtensions;
import com.unifiedbx.pbx.kernel.PublicEvent;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import com.unifiedbx.pbx.presence.ExtensionStatus.Messages;
import com.unifiedbx.pbx.presence.ExtensionStatus.Phone;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/// The live state of extensions. States and calls are known from Asterisk's events, phones are
/// asked for, so that the time of their last sign of life is true. Threads: any, but never inside a
/// database transaction.
@Service
public class Presence {

  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
  private static final Duration SOON = Duration.ofSeconds(2);

  private final Endpoints endpoints;
  private final LiveEndpoints live;
  private final PresenceRepository told;
  private final KnownExtensions known;

  Presence(
      Endpoints endpoints, LiveEndpoints live, PresenceRepository told, KnownExtensions known) {
    this.endpoints = endpoints;
    this.live = live;
    this.told = told;
    this.known = known;
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException `not_found` for a number that is no
  ///   extension's; `pbx_unavailable` while Asterisk is away
  public ExtensionStatus status(String extension) {
    if (!known.isKnown(extension)) {
      throw Refusal.notFound("Extension does not exists.").asException();
    }
    demandCurrent();
    return status(extension, live.state(extension), endpoints.contacts(extension));
  }

  /// The states of several extensions for the price of one question to Asterisk; the numbers must
  /// be those of extensions.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `pbx_unavailable` while Asterisk is away
  public Map<String, ExtensionStatus> statuses(Collection<String> extensions) {
    demandCurrent();
    var contacts = endpoints.contacts().stream().collect(Collectors.groupingBy(Contact::endpoint));
    var all = new LinkedHashMap<String, ExtensionStatus>();
    for (var extension : extensions) {
      var phones = contacts.getOrDefault(extension, List.of());
      all.put(extension, status(extension, live.state(extension), phones));
    }
    return all;
  }

  private void demandCurrent() {
    if (!live.isCurrent()) {
      throw Refusal.unavailable(
              "pbx_unavailable",
              "Asterisk is not reachable at the moment; try again shortly.",
              SOON)
          .asException();
    }
  }

  /// What an event tells: the state that it is about, or the present one, and the rest as it is.
  /// While Asterisk is away, without phones.
  ExtensionStatus snapshot(String extension, @Nullable DeviceState state) {
    var of = state == null ? live.state(extension) : state;
    try {
      return status(extension, of, endpoints.contacts(extension));
    } catch (RefusedException away) {
      LOG.debug("The phones of {} can't be asked for: {}", extension, away.getMessage());
      return new ExtensionStatus(
          extension, of.text(), List.of(), live.calls(extension), new Messages(0, 0));
    }
  }

  private ExtensionStatus status(String extension, DeviceState state, List<Contact> contacts) {
    var messages = live.messages(extension);
    return new ExtensionStatus(
        extension,
        state.text(),
        contacts.stream().map(Presence::phone).toList(),
        live.calls(extension),
        new Messages(messages.unheard(), messages.heard()));
  }

  private static Phone phone(Contact contact) {
    var roundTrip = contact.roundTrip();
    return new Phone(
        contact.uri(),
        contact.userAgent(),
        contact.status(),
        roundTrip == null ? null : Math.round(roundTrip.toNanos() / 1e3) / 1e3,
        contact.expiresAt());
  }

  /// The next owner of a number begins with nothing.
  @EventListener
  void on(PublicEvent event) {
    if (event.type().equals("extension.deleted")) {
      for (var extension : event.extensions()) {
        told.forget(extension);
        live.forget(extension);
      }
    }
  }
}
