package com.unifiedbx.pbx.presence;

import com.unifiedbx.pbx.asterisk.endpoints.Contact;
import com.unifiedbx.pbx.asterisk.endpoints.DeviceState;
import com.unifiedbx.pbx.asterisk.endpoints.EndpointListener;
import com.unifiedbx.pbx.asterisk.endpoints.Endpoints;
import com.unifiedbx.pbx.asterisk.endpoints.MessageCount;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What Asterisk's phones are doing, followed by its events and put right by its lists whenever the
/// link is new. What changes is told by [PresenceWriter].
///
/// Every fact carries its time: a list never overwrites what happened after it was asked for.
@Component
class LiveEndpoints implements EndpointListener {

  private static final Logger LOG = LoggerFactory.getLogger(LiveEndpoints.class);

  private record StateAt(DeviceState state, Instant at) {}

  private final Endpoints endpoints;
  private final ChannelCounts channels;
  private final Observations observed;
  private final PresenceRepository told;
  private final Clock clock;
  private final Map<String, StateAt> states = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Instant>> contacts = new ConcurrentHashMap<>();
  private final Map<String, MessageCount> messages = new ConcurrentHashMap<>();
  private volatile boolean current;

  LiveEndpoints(
      Endpoints endpoints,
      ChannelCounts channels,
      Observations observed,
      PresenceRepository told,
      Clock clock) {
    this.endpoints = endpoints;
    this.channels = channels;
    this.observed = observed;
    this.told = told;
    this.clock = clock;
    endpoints.listen(this);
  }

  /// Whether what is known here is of now.
  boolean isCurrent() {
    return current;
  }

  DeviceState state(String extension) {
    var known = states.get(extension);
    return known == null ? DeviceState.UNAVAILABLE : known.state();
  }

  int calls(String extension) {
    return channels.of(extension);
  }

  /// Asked once for each box, then kept by Asterisk's events.
  MessageCount messages(String extension) {
    var known = messages.get(extension);
    return known == null ? askMessages(extension) : known;
  }

  private MessageCount askMessages(String extension) {
    var asked = endpoints.messages(extension);
    var newer = messages.putIfAbsent(extension, asked);
    return newer == null ? asked : newer;
  }

  /// The number is nobody's any more.
  void forget(String extension) {
    states.remove(extension);
    contacts.remove(extension);
    messages.remove(extension);
  }

  @Override
  public void onState(String endpoint, DeviceState state, Instant at) {
    if (isExtension(endpoint) && put(endpoint, state, at)) {
      observed.add(new Observation.State(endpoint, state, at));
    }
  }

  /// Whether that changes what was known.
  private boolean put(String endpoint, DeviceState state, Instant at) {
    var changed = new boolean[1];
    states.compute(
        endpoint,
        (name, old) -> {
          if (old != null && old.at().isAfter(at)) {
            return old;
          }
          changed[0] = old == null || old.state() != state;
          return new StateAt(state, at);
        });
    return changed[0];
  }

  @Override
  public void onContact(String endpoint, String uri, Instant at) {
    if (isExtension(endpoint)) {
      var phones = contacts.computeIfAbsent(endpoint, e -> new ConcurrentHashMap<>());
      var first = phones.isEmpty();
      phones.put(uri, at);
      if (first) {
        observed.add(new Observation.Registered(endpoint, true, at));
      }
    }
  }

  @Override
  public void onContactGone(String endpoint, String uri, Instant at) {
    var phones = contacts.get(endpoint);
    if (isExtension(endpoint)) {
      if (phones != null) {
        phones.remove(uri);
      }
      if (phones == null || phones.isEmpty()) {
        observed.add(new Observation.Registered(endpoint, false, at));
      }
    }
  }

  @Override
  public void onMessages(String mailbox, MessageCount count) {
    messages.put(mailbox, count);
  }

  private static boolean isExtension(String endpoint) {
    return ExtensionNumber.parse(endpoint) != null;
  }

  @Override
  public void linkLost() {
    current = false;
  }

  @Override
  public void resynchronise() {
    messages.clear();
    Thread.ofVirtual().name("presence-resync").start(this::compareWithLists);
  }

  private void compareWithLists() {
    try {
      var asked = clock.instant();
      var phones = urisByEndpoint(endpoints.contacts());
      var listed = endpoints.states();
      channels.replace(endpoints.channels());
      var all = new HashSet<>(listed.keySet());
      all.addAll(phones.keySet());
      all.addAll(states.keySet());
      all.addAll(contacts.keySet());
      all.addAll(told.listPresent());
      all.removeIf(name -> !isExtension(name));
      for (var extension : all) {
        compareState(extension, listed.get(extension), asked);
        compareContacts(extension, phones.getOrDefault(extension, Set.of()), asked);
      }
      current = true;
    } catch (RefusedException away) {
      LOG.info("Extensions could not be compared with Asterisk's: {}", away.getMessage());
    }
  }

  private void compareState(String extension, @Nullable DeviceState listed, Instant asked) {
    put(extension, listed == null ? DeviceState.UNAVAILABLE : listed, asked);
    var now = states.get(extension);
    if (now != null) {
      observed.add(new Observation.State(extension, now.state(), now.at()));
    }
  }

  private void compareContacts(String extension, Set<String> listed, Instant asked) {
    var phones = contacts.computeIfAbsent(extension, e -> new ConcurrentHashMap<>());
    phones.values().removeIf(at -> at.isBefore(asked));
    listed.forEach(uri -> phones.putIfAbsent(uri, asked));
    observed.add(new Observation.Registered(extension, !phones.isEmpty(), asked));
  }

  private static Map<String, Set<String>> urisByEndpoint(Collection<Contact> contacts) {
    var map = new HashMap<String, Set<String>>();
    for (var contact : contacts) {
      map.computeIfAbsent(contact.endpoint(), e -> new HashSet<>()).add(contact.uri());
    }
    return map;
  }
}
