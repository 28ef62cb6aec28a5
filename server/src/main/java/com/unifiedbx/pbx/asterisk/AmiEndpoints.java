package com.unifiedbx.pbx.asterisk;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.ami.AmiList;
import com.unifiedbx.ami.AmiListener;
import com.unifiedbx.ami.AmiMessage;
import com.unifiedbx.ami.AmiRefusedException;
import com.unifiedbx.pbx.asterisk.endpoints.Contact;
import com.unifiedbx.pbx.asterisk.endpoints.DeviceState;
import com.unifiedbx.pbx.asterisk.endpoints.EndpointListener;
import com.unifiedbx.pbx.asterisk.endpoints.Endpoints;
import com.unifiedbx.pbx.asterisk.endpoints.MessageCount;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// [Endpoints] over AMI.
@Component
class AmiEndpoints implements Endpoints {

  private static final String TECHNOLOGY = "PJSIP/";
  private static final String VOICEMAIL_CONTEXT = "@default";

  private static final AmiList STATES =
      AmiList.closedBy("DeviceStateListComplete").items("DeviceStateChange");

  private static final AmiList DETAILS =
      AmiList.closedBy("EndpointDetailComplete").items("ContactStatusDetail");

  private final AmiLink link;

  AmiEndpoints(AmiLink link) {
    this.link = link;
  }

  @Override
  public void listen(EndpointListener listener) {
    link.listen(new Adapter(listener));
  }

  @Override
  public List<Contact> contacts(String endpoint) {
    try {
      var action = AmiAction.of("PJSIPShowEndpoint").with("Endpoint", endpoint);
      return link.list(action, DETAILS).stream()
          .map(m -> contact(endpoint, m, m.get("URI", ""), m.get("RegExpire", "")))
          .toList();
    } catch (AmiRefusedException unknown) {
      return List.of();
    }
  }

  @Override
  public List<Contact> contacts() {
    return link.list(AmiAction.of("PJSIPShowContacts"), AmiList.CONTACTS).stream()
        .map(m -> contact(m.get("Endpoint", ""), m, m.get("Uri", ""), m.get("ExpirationTime", "")))
        .toList();
  }

  private static Contact contact(String endpoint, AmiMessage m, String uri, String expires) {
    return new Contact(
        endpoint,
        uri,
        m.get("UserAgent", ""),
        switch (m.get("Status", "")) {
          case "Reachable" -> "reachable";
          case "Unreachable" -> "unreachable";
          default -> "unknown";
        },
        roundTrip(m.get("RoundtripUsec", "")),
        time(expires));
  }

  private static @Nullable Duration roundTrip(String micros) {
    var number = number(micros);
    return number == null || number == 0 ? null : Duration.of(number, ChronoUnit.MICROS);
  }

  private static @Nullable Instant time(String seconds) {
    var number = number(seconds);
    return number == null || number == 0 ? null : Instant.ofEpochSecond(number);
  }

  private static @Nullable Long number(String text) {
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException absent) {
      return null;
    }
  }

  @Override
  public Map<String, DeviceState> states() {
    var states = new HashMap<String, DeviceState>();
    for (var m : link.list(AmiAction.of("DeviceStateList"), STATES)) {
      var endpoint = endpoint(m);
      if (endpoint != null) {
        states.put(endpoint, DeviceState.of(m.get("State", "")));
      }
    }
    return states;
  }

  private static @Nullable String endpoint(AmiMessage m) {
    var device = m.get("Device", "");
    return device.startsWith(TECHNOLOGY) ? device.substring(TECHNOLOGY.length()) : null;
  }

  @Override
  public List<String> channels() {
    return link.list(AmiAction.of("CoreShowChannels"), AmiList.CHANNELS).stream()
        .map(m -> m.get("Channel", ""))
        .toList();
  }

  @Override
  public MessageCount messages(String mailbox) {
    var action = AmiAction.of("MailboxCount").with("Mailbox", mailbox + VOICEMAIL_CONTEXT);
    var m = link.send(action).message();
    return new MessageCount(
        count(m.get("NewMessages", "")) + count(m.get("UrgMessages", "")),
        count(m.get("OldMessages", "")));
  }

  private static int count(String text) {
    var number = number(text);
    return number == null ? 0 : Math.toIntExact(number);
  }

  /// Brings raw events to an [EndpointListener].
  private record Adapter(EndpointListener listener, Stamps stamps) implements AmiListener {

    Adapter(EndpointListener listener) {
      this(listener, new Stamps(InstantSource.system()));
    }

    @Override
    public void onUp(AmiMessage fullyBooted) {
      listener.resynchronise();
    }

    @Override
    public void onOverflow() {
      listener.resynchronise();
    }

    @Override
    public void onDown(String reason) {
      listener.linkLost();
    }

    @Override
    public void onEvent(AmiMessage m) {
      switch (m.name()) {
        case "DeviceStateChange" -> {
          var endpoint = endpoint(m);
          if (endpoint != null) {
            listener.onState(endpoint, DeviceState.of(m.get("State", "")), stamps.at(m));
          }
        }
        case "ContactStatus" -> contact(m);
        case "MessageWaiting" -> {
          var box = m.get("Mailbox", "");
          if (box.endsWith(VOICEMAIL_CONTEXT)) {
            listener.onMessages(
                box.substring(0, box.length() - VOICEMAIL_CONTEXT.length()),
                new MessageCount(count(m.get("New", "")), count(m.get("Old", ""))));
          }
        }
        default -> {}
      }
    }

    private void contact(AmiMessage m) {
      var endpoint = m.get("EndpointName", m.get("AOR", ""));
      var uri = m.get("URI", "");
      if (m.get("ContactStatus", "").equals("Removed")) {
        listener.onContactGone(endpoint, uri, stamps.at(m));
      } else {
        listener.onContact(endpoint, uri, stamps.at(m));
      }
    }
  }
}
