package com.unifiedbx.pbx.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The newest row that this instance knows of, also in a file outside of the database: rows that
/// were cut off at the end are missed by it. Threads: any.
final class ChainHead {

  /// A row's number and hash.
  record Place(long seq, byte[] hash) {

    static final Place NONE = new Place(0, ChainKey.START);

    @Override
    public String toString() {
      return seq + ":" + HexFormat.of().formatHex(hash);
    }
  }

  private static final String NOT_SEEN =
      " %s: if rows were cut off at the end before, this check does not see it. Compare with a head"
          + " that was written down (--expect).";

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

  private final @Nullable Path file;
  private final @Nullable String loss;
  private Place known;
  private long written;

  /// @param file null when there is nowhere to keep it
  ChainHead(@Nullable Path file) {
    this.file = file;
    this.loss = file == null ? null : loss(file);
    this.known = stored(file);
    this.written = known.seq();
  }

  /// Reads `seq:hash`, as [Place#toString] writes it; null when it is something else.
  static @Nullable Place parse(String text) {
    var matcher = TEXT.matcher(text.strip());
    return matcher.matches()
        ? new Place(Long.parseLong(matcher.group(1)), HexFormat.of().parseHex(matcher.group(2)))
        : null;
  }

  private static @Nullable String loss(Path file) {
    var name = file.getFileName();
    if (!Files.exists(file)) {
      return "The file " + name + NOT_SEEN.formatted("is missing");
    }
    return read(file) == null ? "The file " + name + NOT_SEEN.formatted("can't be read") : null;
  }

  private static Place stored(@Nullable Path file) {
    var place = file == null || !Files.exists(file) ? null : read(file);
    return place == null ? Place.NONE : place;
  }

  private static @Nullable Place read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Why it can't be told whether the end was cut off before this instance looked, or null.
  @Nullable String loss() {
    return loss;
  }

  synchronized Place known() {
    return known;
  }

  synchronized void remember(Place place) {
    if (place.seq() > known.seq()) {
      known = place;
    }
  }

  /// Writes it down, unless somebody (a command beside the server) knows of a newer row.
  synchronized void save() {
    if (file == null || known.seq() <= written) {
      return;
    }
    if (stored(file).seq() < known.seq()) {
      write(file, known + "\n");
    }
    written = known.seq();
  }

  /// In one step, so that a reader sees the old place or the new; for the owner's eyes only, as
  /// temporary files are made.
  private static void write(Path file, String text) {
    try {
      var fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".head", ".new");
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
