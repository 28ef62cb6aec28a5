package com.unifiedbx.ami;

import java.util.HashSet;
import java.util.Set;

/// How one of Asterisk's lists is laid out, and how it says that there is nothing to list.
///
/// A list is a response with `EventList: start`, items, and a closing event. Empty lists are not
/// uniform: some close at once, some answer with an error, some with a plain success and nothing
/// more. Without the right rule an empty list ends in a timeout or a refusal.
///
/// ```java
/// AmiList.closedBy("ContactListComplete").items("ContactList").emptyWhen("No Contacts found");
/// ```
///
/// @param complete name of the closing event; `EventList: Complete` or `cancelled` closes as well
/// @param items names of the events that are items; none means every event with the list's id
/// @param emptyTexts errors that mean "nothing to list", compared trimmed and without case
/// @param emptyOnPlainSuccess whether a success without `EventList: start` means "nothing to list"
/// @param counted whether `ListItems` of the closing event must equal the number of items
public record AmiList(
    String complete,
    Set<String> items,
    Set<String> emptyTexts,
    boolean emptyOnPlainSuccess,
    boolean counted) {

  public static final AmiList CHANNELS =
      closedBy("CoreShowChannelsComplete").items("CoreShowChannel").counting();

  public static final AmiList CONTACTS =
      closedBy("ContactListComplete").items("ContactList").emptyWhen("No Contacts found");

  public static final AmiList ENDPOINTS =
      closedBy("EndpointListComplete").items("EndpointList").emptyWhen("No endpoints found");

  public static final AmiList OUTBOUND_REGISTRATIONS =
      closedBy("OutboundRegistrationDetailComplete")
          .items("OutboundRegistrationDetail", "AuthDetail");

  public static final AmiList BRIDGES =
      closedBy("BridgeListComplete").items("BridgeListItem").counting();

  public static final AmiList PARKED_CALLS =
      closedBy("ParkedCallsComplete").items("ParkedCall").counting();

  public static final AmiList CONFERENCES =
      closedBy("ConfbridgeListRoomsComplete")
          .items("ConfbridgeListRooms")
          .emptyWhen("No active conferences.");

  public static final AmiList VOICEMAIL_USERS =
      closedBy("VoicemailUserEntryComplete").items("VoicemailUserEntry").emptyOnSuccess();

  public AmiList {
    items = Set.copyOf(items);
    emptyTexts = Set.copyOf(emptyTexts);
  }

  public static AmiList closedBy(String complete) {
    return new AmiList(complete, Set.of(), Set.of(), false, false);
  }

  public AmiList items(String... names) {
    return new AmiList(complete, Set.of(names), emptyTexts, emptyOnPlainSuccess, counted);
  }

  public AmiList emptyWhen(String text) {
    var more = new HashSet<>(emptyTexts);
    more.add(text);
    return new AmiList(complete, items, more, emptyOnPlainSuccess, counted);
  }

  public AmiList emptyOnSuccess() {
    return new AmiList(complete, items, emptyTexts, true, counted);
  }

  public AmiList counting() {
    return new AmiList(complete, items, emptyTexts, emptyOnPlainSuccess, true);
  }

  boolean meansEmpty(String text) {
    return emptyTexts.stream().anyMatch(empty -> empty.strip().equalsIgnoreCase(text.strip()));
  }
}
