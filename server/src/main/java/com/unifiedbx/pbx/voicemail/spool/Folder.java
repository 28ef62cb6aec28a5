package com.unifiedbx.pbx.voicemail.spool;

import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The folders of a box, by the names that Asterisk gives to their directories.
///
/// Their order here is the order in which they are locked: Asterisk holds `INBOX` or `Urgent` while
/// it waits for another.
public enum Folder {
  INBOX("INBOX"),
  URGENT("Urgent"),
  OLD("Old"),
  WORK("Work"),
  FAMILY("Family"),
  FRIENDS("Friends"),
  CUST1("Cust1"),
  CUST2("Cust2"),
  CUST3("Cust3"),
  CUST4("Cust4"),
  CUST5("Cust5");

  private static final Map<String, Folder> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toMap(Folder::text, Function.identity()));

  private final String text;

  Folder(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /// The folder of that name; refuses what is none, naming the member `folder`.
  public static Folder named(String text) {
    var found = BY_TEXT.get(text);
    if (found == null) {
      throw Refusal.badValue(
              "folder",
              "The folders are INBOX, Urgent, Old, Work, Family, Friends and Cust1 to Cust5.")
          .asException();
    }
    return found;
  }

  /// Whether what lies here lights the lamp of the phone no more.
  public boolean isRead() {
    return this != INBOX && this != URGENT;
  }
}
