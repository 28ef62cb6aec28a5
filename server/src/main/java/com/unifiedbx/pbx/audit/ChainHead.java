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

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

  private final @Nullable Path file;
  private Place known;
  private long written;

  /// @param file null when there is nowhere to keep it
  ChainHead(@Nullable Path file) {
    this.file = file;
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

  private static Place stored(@Nullable Path file) {
    if (file == null || !Files.exists(file)) {
      return Place.NONE;
    }
    try {
      var place = parse(Files.readString(file));
      return place == null ? Place.NONE : place;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
