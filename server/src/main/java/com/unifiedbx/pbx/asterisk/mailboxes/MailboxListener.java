package com.unifiedbx.pbx.asterisk.mailboxes;

/// Hears that something happened in boxes. Called on the thread of all events: return soon.
public interface MailboxListener {

  /// A message was left in the box, heard, moved or deleted. Asterisk does not say which, and not
  /// once per message.
  void changed(String mailbox);

  /// Events may have been missed: anything may be different from what it was.
  void resynchronise();
}
