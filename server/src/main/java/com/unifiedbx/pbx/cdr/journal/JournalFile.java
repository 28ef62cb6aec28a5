package com.unifiedbx.pbx.cdr.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One file of the journal and how far it has been read.
///
/// It is held open, so what was written into it can be read even after somebody moved or deleted
/// it. For the importing thread only.
public final class JournalFile implements AutoCloseable {

  private static final int CHUNK = 256 * 1024;
  private static final int MARK = 256;

  private final long inode;
  private final FileChannel channel;
  private Path path;
  private long position = -1;
  private byte[] fingerprint = {};
  private Look last = new Look(-1, null);
  private Look now = last;

  /// Size and time of change at one look; equal looks spare reading anything.
  private record Look(long size, @Nullable FileTime changed) {}

  JournalFile(long inode, Path path, FileChannel channel) {
    this.inode = inode;
    this.path = path;
    this.channel = channel;
  }

  public long inode() {
    return inode;
  }

  public Path path() {
    return path;
  }

  public long position() {
    return position;
  }

  public long size() throws IOException {
    return channel.size();
  }

  /// How the directory shows the file at this look.
  void seenAs(Path name, FileTime changed) throws IOException {
    path = name;
    now = new Look(channel.size(), changed);
  }

  public boolean isPlaced() {
    return position >= 0;
  }

  /// Goes on where a former import stopped, or at the beginning when this is not the file that it
  /// read. Reading twice is safe: the rows have a key.
  public void place(long at, byte[] expected) throws IOException {
    var known = at <= channel.size() && Arrays.equals(expected, fingerprintAt(at));
    position = known ? at : 0;
    fingerprint = fingerprintAt(position);
  }

  /// Starts again when the file was truncated or rewritten in place since the last look.
  public void replaceIfRewritten() throws IOException {
    if (!now.equals(last)) {
      place(position, fingerprint);
      last = now;
    }
  }

  public boolean isReadToEnd() throws IOException {
    return isPlaced() && channel.size() == position;
  }

  /// SHA-256 over the first bytes and over the last ones before the position: the one tells files
  /// apart whose inode was used again, the other notices bytes that a power failure took back.
  public byte[] fingerprintAt(long at) throws IOException {
    var length = (int) Math.min(MARK, at);
    var marks = ByteBuffer.allocate(2 * length);
    read(marks.limit(length), 0);
    read(marks.limit(2 * length).position(length), at - length);
    try {
      return MessageDigest.getInstance("SHA-256").digest(marks.array());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What stands behind the position, at most `max` pieces; empty when there is nothing whole.
  ///
  /// @param complete nobody will write into this file again
  public List<JournalEntry> read(int max, boolean complete) throws IOException {
    for (int length = CHUNK; ; length *= 2) {
      var size = channel.size();
      var chunk = ByteBuffer.allocate(Math.clamp(size - position, 0, length));
      var got = read(chunk, position);
      var atEnd = position + got >= size;
      var entries = cut(chunk.array(), got, max, complete && atEnd);
      if (!entries.isEmpty() || atEnd) {
        return entries;
      }
    }
  }

  /// The rows up to here are committed.
  public void advance(long to, byte[] mark) {
    position = to;
    fingerprint = mark;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private List<JournalEntry> cut(byte[] bytes, int got, int max, boolean complete) {
    var framer = new CdrFramer(bytes, got, complete);
    var entries = new ArrayList<JournalEntry>();
    int at = 0;
    while (at < got && entries.size() < max) {
      switch (framer.next(at)) {
        case CdrFramer.Cut.Whole(var line, var end) -> {
          var raw = Arrays.copyOfRange(bytes, at, end);
          entries.add(new JournalEntry(line, null, raw, position + end));
          at = end;
        }
        case CdrFramer.Cut.Damage(var why, var end) -> {
          var raw = Arrays.copyOfRange(bytes, at, end);
          entries.add(JournalEntry.unreadable(why, raw, position + end));
          at = end;
        }
        case CdrFramer.Cut.Wait() -> {
          return entries;
        }
      }
    }
    return entries;
  }

  private int read(ByteBuffer into, long from) throws IOException {
    int got = 0;
    while (into.hasRemaining()) {
      var n = channel.read(into, from + got);
      if (n < 0) {
        break;
      }
      got += n;
    }
    return got;
  }
}
