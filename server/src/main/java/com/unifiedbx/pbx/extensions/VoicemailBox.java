package com.unifiedbx.pbx.extensions;

/// The box where callers leave messages.
///
/// @param email where a notice goes; empty for nowhere
/// @param attach whether the notice carries the message
/// @param pager where a short notice goes; empty for nowhere
/// @param sayCallerId whether the caller's number is told before a message
/// @param envelope whether date and time are told before a message
public record VoicemailBox(
    String email,
    boolean attach,
    boolean deleteAfterEmail,
    String pager,
    boolean sayCallerId,
    boolean envelope) {

  public VoicemailBox {
    Person.demandEmail("voicemail.email", email);
    Person.demandEmail("voicemail.pager", pager);
  }

  /// The box that an extension gets when nothing is said of it.
  public static VoicemailBox mailing(String email) {
    return new VoicemailBox(email, false, false, "", false, false);
  }
}
