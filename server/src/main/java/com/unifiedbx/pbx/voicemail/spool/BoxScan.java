package com.unifiedbx.pbx.voicemail.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One look at all messages of a box.
///
/// Asterisk copies a message's id when it forwards it, so a box can hold two messages of one id.
/// Then one of them is [#nameless], and gets an id of its own before anybody sees it; unless a
/// phone is about to move it, which copies first and deletes when the phone hangs up: then the copy
/// is what counts.
///
/// @param messages those that have an id of their own
/// @param nameless the `.txt` of those that need one
record BoxScan(List<StoredMessage> messages, List<Path> nameless) {

  /// Whether nothing was being renamed or copied while we looked.
  boolean isSettled() {
    return nameless.isEmpty() && messages.stream().noneMatch(message -> message.size() == 0);
  }

  private static final Comparator<StoredMessage> BY_NUMBER =
      Comparator.comparing(StoredMessage::folder).thenComparing(StoredMessage::text);

  /// Looks at every folder.
  ///
  /// @throws java.nio.file.NoSuchFileException when a file was renamed meanwhile; does not happen
  ///   under locks
  static BoxScan of(Path box, String mailbox) throws IOException {
    var found = new ArrayList<StoredMessage>();
    var nameless = new ArrayList<Path>();
    for (var folder : Folder.values()) {
      for (var text : texts(box.resolve(folder.text()))) {
        var message = read(text, mailbox, folder);
        if (message == null) {
          nameless.add(text);
        } else {
          found.add(message);
        }
      }
    }
    found.sort(BY_NUMBER);
    return of(found, nameless);
  }

  private static BoxScan of(List<StoredMessage> found, List<Path> nameless) {
    var unique = new HashMap<MessageId, StoredMessage>();
    for (var message : found) {
      var first = unique.putIfAbsent(message.id(), message);
      if (first != null) {
        var later = later(first, message);
        var earlier = later.equals(first) ? message : first;
        if (isForwardedCopy(earlier, later)) {
          nameless.add(later.text());
        }
        unique.put(message.id(), isForwardedCopy(earlier, later) ? earlier : later);
      }
    }
    return new BoxScan(List.copyOf(unique.values()), List.copyOf(nameless));
  }

  /// Two in one folder are never a move; neither is an older one that was read beside a newer one
  /// that was not.
  private static boolean isForwardedCopy(StoredMessage earlier, StoredMessage later) {
    return earlier.folder() == later.folder()
        || (earlier.folder().isRead() && !later.folder().isRead());
  }

  /// Of two of the same age, the one with the higher number.
  private static StoredMessage later(StoredMessage first, StoredMessage next) {
    return first.storedAt().isAfter(next.storedAt()) ? first : next;
  }

  private static List<Path> texts(Path folder) throws IOException {
    return Files.isDirectory(folder) ? MessageMoves.texts(folder) : List.of();
  }

  /// Null when it has no id.
  private static @Nullable StoredMessage read(Path text, String mailbox, Folder folder)
      throws IOException {
    var storedAt = Files.getLastModifiedTime(text).toInstant();
    var said = MessageText.parse(Files.readAllBytes(text));
    var audio = StoredMessage.audio(text);
    var size = Files.exists(audio) ? Files.size(audio) : 0;
    var id = said.msgId();
    if (id == null) {
      return null;
    }
    var receivedAt = said.receivedAt();
    return new StoredMessage(
        new MessageId(mailbox, id),
        folder,
        said.callerId(),
        receivedAt == null ? storedAt : receivedAt,
        storedAt,
        said.duration(),
        size,
        text);
  }
}
