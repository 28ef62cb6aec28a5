package com.unifiedbx.pbx.voicemail.spool;

import com.unifiedbx.pbx.kernel.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/// Puts messages where they shall be. The caller holds the folders.
///
/// A recording comes before its text and goes after it: what has a text is a message, for Asterisk
/// as for us. Nothing is ever half there, and a message that moves is never nowhere.
final class MessageMoves {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern NUMBERED = Pattern.compile("msg([0-9]{4,5})\\.txt");

  private final int maxMessages;

  MessageMoves(int maxMessages) {
    this.maxMessages = maxMessages;
  }

  void move(StoredMessage message, Path folder) throws IOException {
    var text = free(folder);
    Files.createLink(StoredMessage.audio(text), message.audio());
    // A file of its own: whoever sees both takes the newer one for the message.
    put(text, Files.readAllBytes(message.text()));
    remove(message);
  }

  /// The id of the copy.
  String copy(OpenAudio audio, Path folder) throws IOException {
    var text = free(folder);
    var recording = StoredMessage.audio(text);
    var unfinished = unfinished(recording);
    try (var out =
        FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      audio.file().transferTo(0, audio.file().size(), out);
    }
    Files.move(unfinished, recording, StandardCopyOption.ATOMIC_MOVE);
    var id = freshId();
    put(text, MessageText.withMsgId(audio.text(), id));
    return id;
  }

  /// Gives a message an id of its own.
  void name(Path text) throws IOException {
    var since = Files.getLastModifiedTime(text);
    put(text, MessageText.withMsgId(Files.readAllBytes(text), freshId()));
    Files.setLastModifiedTime(text, since);
  }

  /// The gap in the numbers stays while numbers are low: Asterisk closes it when it next opens the
  /// folder, and until then it keeps a phone that listens just now, by number, from deleting the
  /// wrong message. But Asterisk takes a folder with high numbers for a full one.
  void remove(StoredMessage message) throws IOException {
    Files.deleteIfExists(message.text());
    Files.deleteIfExists(message.audio());
    var folder = message.text().resolveSibling("");
    var texts = texts(folder);
    if (!texts.isEmpty() && number(texts.getLast()) >= maxMessages / 2) {
      closeGaps(folder, texts);
    }
  }

  private static void closeGaps(Path folder, List<Path> texts) throws IOException {
    for (var at = 0; at < texts.size(); at++) {
      var text = texts.get(at);
      if (number(text) != at) {
        var to = numbered(folder, at);
        var recording = StoredMessage.audio(text);
        if (Files.exists(recording)) {
          Files.move(recording, StoredMessage.audio(to), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(text, to, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  /// The name of the next message of a folder.
  private Path free(Path folder) throws IOException {
    var texts = texts(folder);
    if (texts.size() >= maxMessages) {
      throw Refusal.conflict(
              "folder_full",
              "The folder %s of mailbox %s holds %d messages, and that is all it can hold."
                  .formatted(
                      folder.getFileName(), folder.resolveSibling("").getFileName(), texts.size()))
          .asException();
    }
    var free = numbered(folder, texts.isEmpty() ? 0 : number(texts.getLast()) + 1);
    // A recording without a text is the rest of a crash.
    Files.deleteIfExists(StoredMessage.audio(free));
    return free;
  }

  /// In the order of their numbers.
  static List<Path> texts(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> number(file) >= 0).sorted(MessageMoves::compare).toList();
    }
  }

  private static int compare(Path a, Path b) {
    return Integer.compare(number(a), number(b));
  }

  /// Negative for any other file.
  private static int number(Path text) {
    var found = NUMBERED.matcher(String.valueOf(text.getFileName()));
    return found.matches() ? Integer.parseInt(found.group(1)) : -1;
  }

  private static Path numbered(Path folder, int number) {
    return folder.resolve("msg%04d.txt".formatted(number));
  }

  private static void put(Path text, byte[] content) throws IOException {
    var unfinished = unfinished(text);
    Files.write(unfinished, content);
    Files.move(unfinished, text, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling(
        "." + file.getFileName() + "-" + Long.toHexString(RANDOM.nextLong()));
  }

  /// As Asterisk makes them: the time and eight digits.
  private static String freshId() {
    return "%d-%08x".formatted(Instant.now().getEpochSecond(), RANDOM.nextInt());
  }
}
