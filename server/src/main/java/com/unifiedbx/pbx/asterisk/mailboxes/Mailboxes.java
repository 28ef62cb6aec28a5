package com.unifiedbx.pbx.asterisk.mailboxes;

/// The voicemail boxes of context `default`, as far as Asterisk's manager interface tells the truth
/// about them.
///
/// Messages are not moved through it: Asterisk looks a message up by id, lets go of the folder, and
/// then moves whatever has that message's number by now; and a message that found no room is
/// reported as forwarded.
public interface Mailboxes {

  /// Adds a listener for good; those that come before the link starts miss nothing.
  void listen(MailboxListener listener);

  /// Has Asterisk count the box anew and tell the phones, when the number of its messages is not
  /// what Asterisk believes. Never fails: while Asterisk is away nothing is told, and
  /// [MailboxListener#resynchronise] is the moment to tell it.
  void recount(String mailbox);
}
