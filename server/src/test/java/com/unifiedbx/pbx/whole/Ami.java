package com.unifiedbx.pbx.whole;

import static org.awaitility.Awaitility.await;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.ami.AmiClient;
import com.unifiedbx.ami.AmiList;
import com.unifiedbx.ami.AmiListener;
import com.unifiedbx.ami.AmiMessage;
import com.unifiedbx.ami.AmiReply;
import com.unifiedbx.ami.AmiSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A link to Asterisk beside the product's own, for what a test must see or do without the API.
final class Ami implements AutoCloseable {

  private static final class Deaf implements AmiListener {

    @Override
    public void onUp(AmiMessage fullyBooted) {}

    @Override
    public void onEvent(AmiMessage event) {}

    @Override
    public void onDown(String reason) {}

    @Override
    public void onOverflow() {}
  }

  private final AmiClient client;

  private Ami(AmiSettings.Login login) {
    client = AmiClient.open(AmiSettings.of(login), new Deaf());
    await().atMost(Duration.ofSeconds(20)).until(() -> client.status().connected());
  }

  static Ami of(AmiSettings.Login login) {
    return new Ami(login);
  }

  static Ami of(TestPbx pbx) {
    return new Ami(pbx.ami());
  }

  AmiReply send(AmiAction action) {
    return client.send(action);
  }

  List<AmiMessage> list(AmiAction action, AmiList rule) {
    return client.list(action, rule);
  }

  boolean isRegistered(String endpoint) {
    return contacts(endpoint).findAny().isPresent();
  }

  /// Whether a phone of that endpoint answered Asterisk's last question for a sign of life.
  boolean isReachable(String endpoint) {
    return contacts(endpoint).anyMatch(contact -> contact.get("Status", "").equals("Reachable"));
  }

  private Stream<AmiMessage> contacts(String endpoint) {
    return list(AmiAction.of("PJSIPShowContacts"), AmiList.CONTACTS).stream()
        .filter(contact -> contact.get("Endpoint", "").equals(endpoint));
  }

  List<AmiMessage> channels() {
    return list(AmiAction.of("CoreShowChannels"), AmiList.CHANNELS);
  }

  /// The channels that belong to a call.
  List<AmiMessage> channels(String callId) {
    return channels().stream()
        .filter(channel -> channel.get("Linkedid", "").equals(callId))
        .toList();
  }

  @Override
  public void close() {
    client.close();
  }
}
