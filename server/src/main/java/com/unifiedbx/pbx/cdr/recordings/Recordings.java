package com.unifiedbx.pbx.cdr.recordings;

import com.unifiedbx.pbx.cdr.Cdr;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files that Asterisk recorded, by day and by call: `2026-11-25/<call id>.wav`, and `<call
/// id>-1.wav` and so on when a call was recorded in pieces.
///
/// A file is found by what our own table says of the record, never by a name from outside, and only
/// if it is a plain file where we look for it.
public class Recordings {

  private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,149}");
  private static final int HEADER = 44;
  private static final int BYTES_PER_SECOND = 28;
  private static final int MOST_PIECES = 1000;

  private final @Nullable Path root;

  public Recordings(@Nullable Path root) {
    this.root = root == null ? null : root.toAbsolutePath().normalize();
  }

  /// The record with its recording; of several pieces, the first.
  public Cdr on(Cdr cdr) {
    var files = files(cdr);
    return files.isEmpty() ? cdr : cdr.with(describe(files.getFirst(), url(cdr)));
  }

  /// All pieces, in the order in which they were recorded.
  public List<Path> files(Cdr cdr) {
    var name = Objects.requireNonNullElse(cdr.callId(), cdr.linkedid());
    return files(name, cdr.start(), cdr.end());
  }

  /// Which files there are at all, for many records at once.
  public RecordingIndex index() {
    return new RecordingIndex(this, root);
  }

  List<Path> files(String name, Instant start, @Nullable Instant end) {
    if (root == null || !NAME.matcher(name).matches()) {
      return List.of();
    }
    var found = new ArrayList<Path>();
    for (var day : days(start, end)) {
      var directory = directory(day);
      if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        addPieces(directory, name, found);
      }
    }
    return found;
  }

  /// What the API says of a piece.
  public Recording describe(Path file, String url) {
    try {
      var size = Files.size(file);
      return new Recording(url, "wav", seconds(file, size), size);
    } catch (IOException e) {
      LOG.warn("A recording can't be read: {}", e.getMessage());
      return new Recording(url, "wav", 0, 0);
    }
  }

  public static String url(Cdr cdr) {
    return url(cdr.id());
  }

  static String url(String id) {
    return "/admin/api/api/cdr/" + id + "/recording";
  }

  /// Where those of that day are.
  Path directory(LocalDate day) {
    return Objects.requireNonNull(root).resolve(day.toString());
  }

  /// The days that the call touched, and one around them: the directory is named by the clock of
  /// the machine, whose zone we don't know.
  static List<LocalDate> days(Instant start, @Nullable Instant end) {
    var last = day(Objects.requireNonNullElse(end, start)).plusDays(2);
    return day(start).minusDays(1).datesUntil(last).limit(31).toList();
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  private static void addPieces(Path directory, String name, List<Path> found) {
    for (int piece = 0; piece < MOST_PIECES; piece++) {
      var file = directory.resolve(name + (piece == 0 ? "" : "-" + piece) + ".wav");
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        found.add(file);
      } else if (piece > 1) {
        return;
      }
    }
  }

  /// The header says how many bytes make a second; its own lengths are right only after the end.
  private static long seconds(Path file, long size) throws IOException {
    var header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    try (var channel = FileChannel.open(file)) {
      while (header.hasRemaining() && channel.read(header) >= 0) {}
    }
    var rate = header.hasRemaining() ? 0 : header.getInt(BYTES_PER_SECOND);
    return rate <= 0 ? 0 : (size - HEADER) / rate;
  }
}
