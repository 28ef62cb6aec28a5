package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.ami.AmiList;
import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The lists of a real Asterisk, whose empty forms are all different.
class AmiListTests {

  private final TestPbx pbx = TestPbx.shared();
  private final PbxUser user = PbxUser.shared();

  @Test
  void listsWithNothingInThemAreEmpty() {
    try (var ami = Ami.of(pbx)) {
      assertThat(ami.list(AmiAction.of("ConfbridgeListRooms"), AmiList.CONFERENCES)).isEmpty();
      assertThat(ami.list(AmiAction.of("ParkedCalls"), AmiList.PARKED_CALLS)).isEmpty();
      assertThat(ami.list(AmiAction.of("VoicemailUsersList"), AmiList.VOICEMAIL_USERS)).isEmpty();
      assertThat(
              ami.list(
                  AmiAction.of("PJSIPShowRegistrationsOutbound"), AmiList.OUTBOUND_REGISTRATIONS))
          .isEmpty();
      assertThat(
              ami.list(
                  AmiAction.of("DBGetTree").with("Family", "nothing-is-here"),
                  AmiList.closedBy("DBGetTreeComplete")
                      .items("DBGetTreeResponse")
                      .emptyWhen("Database entry not found")))
          .isEmpty();
    }
  }

  @Test
  void contactsEndpointsChannelsAndConferencesAreListed() {
    var extension = user.extension();
    try (var _ = registered(pbx, extension, Manner.ANSWERS);
        var ami = Ami.of(pbx)) {
      assertThat(ami.list(AmiAction.of("PJSIPShowContacts"), AmiList.CONTACTS))
          .anyMatch(contact -> contact.get("Endpoint", "").equals(extension.number()));
      assertThat(ami.list(AmiAction.of("PJSIPShowEndpoints"), AmiList.ENDPOINTS))
          .anyMatch(endpoint -> endpoint.get("ObjectName", "").equals(extension.number()));

      var room = "room-" + extension.number();
      var request =
          Map.of("channel", extension.number(), "application", "ConfBridge", "data", room);
      var id = user.call(request).get("id").asString();
      user.awaitStatus(id, "connected");
      assertThat(ami.channels(id)).hasSize(1);
      await()
          .atMost(PbxUser.SOON)
          .until(
              () -> ami.list(AmiAction.of("ConfbridgeListRooms"), AmiList.CONFERENCES),
              rooms -> rooms.stream().anyMatch(one -> one.get("Conference", "").equals(room)));
      assertThat(ami.list(AmiAction.of("BridgeList"), AmiList.BRIDGES)).isNotEmpty();
      user.hangUp(id);
      user.awaitEnd(id);
    }
  }
}
