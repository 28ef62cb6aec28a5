package com.unifiedbx.pbx.voicemail;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.voicemail.spool.Folder;
import com.unifiedbx.pbx.voicemail.spool.MessageId;
import com.unifiedbx.pbx.voicemail.spool.OpenAudio;
import com.unifiedbx.pbx.voicemail.spool.Spool;
import com.unifiedbx.pbx.voicemail.spool.StoredMessage;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// The messages in the boxes: list, hear, move, forward, delete.
///
/// What is answered is what lies in Asterisk's spool at that moment; phones and callers change it
/// at any time. A change is made under Asterisk's own locks, and the lamps of the phones follow it
/// before the method returns. A message of another box, or of a box that is no more, is
/// `not_found`, and one outside of the caller's fence is `outside_fence`. Threads: any.
@Service
public class Voicemail {

  private final Spool spool;
  private final Extensions extensions;
  private final Greetings greetings;
  private final VoicemailWatch watch;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;

  Voicemail(
      Spool spool,
      Extensions extensions,
      Greetings greetings,
      VoicemailWatch watch,
      TransactionTemplate transaction,
      ApplicationEventPublisher events) {
    this.spool = spool;
    this.extensions = extensions;
    this.greetings = greetings;
    this.watch = watch;
    this.transaction = transaction;
    this.events = events;
  }

  /// The number as that of a box that exists.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `not_found`
  public ExtensionNumber mailbox(@Nullable String number) {
    var parsed = ExtensionNumber.parse(number);
    var extension = parsed == null ? null : extensions.find(parsed);
    if (parsed == null || extension == null || extension.voicemail() == null) {
      throw Refusal.notFound("There is no such mailbox.").asException();
    }
    demandInside(parsed);
    return parsed;
  }

  /// The box that a message goes to.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException a bad value of `mailbox`
  public ExtensionNumber target(@Nullable String number) {
    var parsed = ExtensionNumber.parse(number);
    var extension = parsed == null ? null : extensions.find(parsed);
    if (parsed == null || extension == null || extension.voicemail() == null) {
      throw Refusal.badValue("mailbox", "There is no such mailbox.").asException();
    }
    demandInside(parsed);
    return parsed;
  }

  private static void demandInside(ExtensionNumber mailbox) {
    var caller = Caller.find();
    if (caller != null) {
      caller.fence().demandExtension("mailbox", mailbox.digits());
    }
  }

  /// The id, when it is one of that box.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `not_found`
  public String idIn(String mailbox, String id) {
    mailbox(mailbox);
    if (!id.startsWith(mailbox + "-")) {
      throw unknown();
    }
    return id;
  }

  /// How much there is in the box.
  public Mailbox contents(ExtensionNumber mailbox) {
    var folders = new LinkedHashMap<String, Integer>();
    var messages = spool.list(mailbox.digits());
    for (var folder : Folder.values()) {
      var count = (int) messages.stream().filter(m -> m.folder() == folder).count();
      if (count > 0) {
        folders.put(folder.text(), count);
      }
    }
    return new Mailbox(
        mailbox.digits(),
        (int) messages.stream().filter(m -> !m.folder().isRead()).count(),
        folders.getOrDefault(Folder.OLD.text(), 0),
        messages.size(),
        folders,
        greetings.list(mailbox).stream().map(GreetingKind::text).toList());
  }

  /// Every message of the box, or of one folder of it, newest first.
  ///
  /// @param cursor as the page before gave it, or null for the first
  public Page<VoicemailMessage> list(
      ExtensionNumber mailbox, @Nullable Folder folder, int limit, @Nullable String cursor) {
    var after = cursor == null ? null : MessageCursor.parse(cursor);
    var all =
        spool.list(mailbox.digits()).stream()
            .filter(message -> folder == null || message.folder() == folder)
            .sorted(MessageCursor.ORDER)
            .toList();
    var rest = all.stream().filter(message -> after == null || after.isBefore(message)).toList();
    var items = rest.subList(0, Math.min(limit, rest.size()));
    var more = rest.size() > items.size();
    return new Page<>(
        items.stream().map(VoicemailMessage::of).toList(),
        more ? MessageCursor.of(items.getLast()).toString() : null,
        all.size());
  }

  public VoicemailMessage get(String id) {
    return VoicemailMessage.of(found(spool.find(known(id))));
  }

  /// The recording, which stays this message's whatever happens to the box until it is closed.
  public OpenAudio open(String id) {
    return found(spool.open(known(id)));
  }

  /// Refuses with `folder_full` when nothing more goes into that folder.
  public VoicemailMessage move(String id, Folder to) {
    return changed("voicemail.move", id, parsed -> spool.move(parsed, to));
  }

  /// Moves it or marks it read, whichever is named; exactly one is.
  VoicemailMessage change(String id, @Nullable String folder, @Nullable Boolean read) {
    if ((folder == null) == (read == null)) {
      throw Refusal.badValue("folder", "Send either folder or read.").asException();
    }
    return folder == null
        ? markRead(id, Boolean.TRUE.equals(read))
        : move(id, Folder.named(folder));
  }

  /// Read ones lie in `Old` and new ones in `INBOX`; one that lies in another folder of that kind
  /// stays there.
  public VoicemailMessage markRead(String id, boolean read) {
    if (get(id).read() == read) {
      return get(id);
    }
    return move(id, read ? Folder.OLD : Folder.INBOX);
  }

  public void delete(String id) {
    var mailbox = known(id).mailbox();
    transaction.executeWithoutResult(_ -> {
      var gone = VoicemailMessage.of(found(spool.remove(known(id))));
      audit("voicemail.delete", gone, null);
    });
    watch.wasChanged(mailbox);
  }

  /// Deletes a message that its owner has by e-mail, when it is still there.
  public void deleteMailed(String id) {
    var parsed = known(id);
    spool.remove(parsed);
    watch.wasChanged(parsed.mailbox());
  }

  /// Puts a copy into the `INBOX` of another box; the copy has an id of its own. Refuses with
  /// `folder_full`.
  public VoicemailMessage forward(String id, ExtensionNumber to) {
    if (known(id).mailbox().equals(to.digits())) {
      throw Refusal.badValue("mailbox", "The message is in this mailbox already.").asException();
    }
    var copy =
        Objects.requireNonNull(
            transaction.execute(_ -> {
              var made = VoicemailMessage.of(found(spool.copy(known(id), to.digits())));
              audit("voicemail.forward", get(id), made);
              return made;
            }));
    watch.wasChanged(to.digits());
    return copy;
  }

  /// Changed and noted in one transaction: without the database nothing is changed.
  private VoicemailMessage changed(
      String operation, String id, Function<MessageId, @Nullable StoredMessage> change) {
    var parsed = known(id);
    var done =
        Objects.requireNonNull(
            transaction.execute(_ -> {
              var before = get(id);
              var after = VoicemailMessage.of(found(change.apply(parsed)));
              audit(operation, before, after);
              return after;
            }));
    watch.wasChanged(parsed.mailbox());
    return done;
  }

  private void audit(String operation, VoicemailMessage before, @Nullable VoicemailMessage after) {
    events.publishEvent(new VoicemailAudited(operation, "voicemail:" + before.id(), before, after));
  }

  private MessageId known(String id) {
    var parsed = MessageId.parse(id);
    if (parsed == null) {
      throw unknown();
    }
    mailbox(parsed.mailbox());
    return parsed;
  }

  private static <T> T found(@Nullable T message) {
    if (message == null) {
      throw unknown();
    }
    return message;
  }

  private static RuntimeException unknown() {
    return Refusal.notFound("There is no such message; it may have been deleted.").asException();
  }
}
