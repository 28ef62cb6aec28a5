package com.unifiedbx.pbx.voicemail.spool;

import com.unifiedbx.pbx.kernel.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/// All boxes on this machine.
///
/// Reading takes no lock: a look that was disturbed is repeated, and taken under locks at last.
/// Every method but [#isHere] refuses with `voicemail_elsewhere` when Asterisk runs on another
/// machine. Names of boxes are digits; nothing else may become a path.
@Component
public class Spool {

  private static final int LOOKS = 3;

  private final @Nullable Path boxes;
  private final MessageMoves moves;

  /// @param spool Asterisk's spool directory; empty when Asterisk runs elsewhere
  /// @param maxMessages how many messages a folder holds, as voicemail.conf has it
  Spool(
      @Value("${pbx.asterisk.spool:}") String spool,
      @Value("${pbx.voicemail.max-messages:100}") int maxMessages) {
    this.boxes = spool.isEmpty() ? null : Path.of(spool, "voicemail", "default");
    this.moves = new MessageMoves(maxMessages);
  }

  public boolean isHere() {
    return boxes != null;
  }

  /// The boxes that ever held something.
  public Set<String> boxes() {
    try (var entries = Files.list(root())) {
      return entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> name.matches("[0-9]{1,8}"))
          .collect(Collectors.toSet());
    } catch (NoSuchFileException nothingYet) {
      return Set.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The messages of a box, in no order.
  public List<StoredMessage> list(String mailbox) {
    var box = box(mailbox);
    for (var look = 0; look < LOOKS; look++) {
      try {
        var scan = BoxScan.of(box, mailbox);
        if (scan.isSettled()) {
          return scan.messages();
        }
      } catch (NoSuchFileException disturbed) {
        // Renumbered while we looked.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return listExactly(mailbox);
  }

  /// The messages of a box at one moment, while nothing moves in it.
  public List<StoredMessage> listExactly(String mailbox) {
    try (var _ = FolderLocks.take(folders(mailbox))) {
      return scan(mailbox).messages();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public @Nullable StoredMessage find(MessageId id) {
    var found = among(list(id.mailbox()), id);
    return found == null ? among(listExactly(id.mailbox()), id) : found;
  }

  /// Opens the recording; null when the message is no more.
  public @Nullable OpenAudio open(MessageId id) {
    for (var look = 0; look < LOOKS; look++) {
      var found = find(id);
      if (found == null) {
        return null;
      }
      var audio = openIfStillThere(found);
      if (audio != null) {
        return audio;
      }
    }
    try (var _ = FolderLocks.take(folders(id.mailbox()))) {
      var found = among(scan(id.mailbox()).messages(), id);
      return found == null ? null : openIfStillThere(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Asterisk renames the recording first and its text next, one message after the other: a text
  /// that is still the message's once its recording is open proves that it is its recording.
  private static @Nullable OpenAudio openIfStillThere(StoredMessage found) {
    try {
      var file = FileChannel.open(found.audio());
      var text = textIfStillThere(found);
      if (text == null) {
        file.close();
        return null;
      }
      return new OpenAudio(found, file, text);
    } catch (NoSuchFileException renamed) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte @Nullable [] textIfStillThere(StoredMessage found) throws IOException {
    try {
      var text = Files.readAllBytes(found.text());
      return found.id().msgId().equals(MessageText.parse(text).msgId()) ? text : null;
    } catch (NoSuchFileException renamed) {
      return null;
    }
  }

  /// Moves a message; null when it is no more. Refuses with `folder_full`.
  public @Nullable StoredMessage move(MessageId id, Folder to) {
    try (var _ = FolderLocks.take(folders(id.mailbox(), to))) {
      var found = among(scan(id.mailbox()).messages(), id);
      if (found == null || found.folder() == to) {
        return found;
      }
      moves.move(found, box(id.mailbox()).resolve(to.text()));
      return among(scan(id.mailbox()).messages(), id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Removes a message; null when it is no more.
  public @Nullable StoredMessage remove(MessageId id) {
    try (var _ = FolderLocks.take(folders(id.mailbox()))) {
      var found = among(scan(id.mailbox()).messages(), id);
      if (found != null) {
        moves.remove(found);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Copies a message into the `INBOX` of another box, with an id of its own; null when it is no
  /// more. Refuses with `folder_full`.
  public @Nullable StoredMessage copy(MessageId id, String toMailbox) {
    try (var audio = open(id)) {
      if (audio == null) {
        return null;
      }
      var locks = folders(toMailbox, Folder.INBOX);
      try (var _ = FolderLocks.take(locks)) {
        var copy = moves.copy(audio, box(toMailbox).resolve(Folder.INBOX.text()));
        var made = new MessageId(toMailbox, copy);
        return Objects.requireNonNull(among(scan(toMailbox).messages(), made));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Deletes all that is in a box, greetings included.
  public void clear(String mailbox) throws IOException {
    FileSystemUtils.deleteRecursively(box(mailbox));
  }

  /// The directory of a box; it may not exist yet.
  public Path box(String mailbox) {
    if (!mailbox.matches("[0-9]{1,8}")) {
      throw new IllegalArgumentException("Not the name of a mailbox.");
    }
    return root().resolve(mailbox);
  }

  private Path root() {
    if (boxes == null) {
      throw Refusal.unavailable(
              "voicemail_elsewhere",
              "Asterisk runs on another machine and keeps the voicemail there: its messages can't"
                  + " be reached from here.",
              Duration.ofMinutes(10))
          .asException();
    }
    return boxes;
  }

  /// A scan under locks, after which every message has an id.
  private BoxScan scan(String mailbox) throws IOException {
    var scan = BoxScan.of(box(mailbox), mailbox);
    if (scan.nameless().isEmpty()) {
      return scan;
    }
    for (var text : scan.nameless()) {
      moves.name(text);
    }
    return BoxScan.of(box(mailbox), mailbox);
  }

  /// The directories of a box that exist, those of `needed` made if they don't.
  private List<Path> folders(String mailbox, Folder... needed) {
    var box = box(mailbox);
    try {
      for (var folder : needed) {
        Files.createDirectories(box.resolve(folder.text()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.stream(Folder.values())
        .map(folder -> box.resolve(folder.text()))
        .filter(Files::isDirectory)
        .toList();
  }

  private static @Nullable StoredMessage among(List<StoredMessage> messages, MessageId id) {
    return messages.stream().filter(message -> message.id().equals(id)).findFirst().orElse(null);
  }
}
