package com.unifiedbx.pbx.cdr.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The files of one journal: the one into which Asterisk writes, and those that were renamed away
/// from it (`journal.csv.00000007`).
///
/// Asterisk opens, appends and closes for every record and does so for one record at a time. Hence
/// renaming loses nothing, and a file is complete as soon as a younger one exists. For the
/// importing thread only.
public final class CdrJournal implements AutoCloseable {

  private final Path path;
  private final Pattern rotated;
  private final Map<Long, JournalFile> open = new HashMap<>();
  private @Nullable FileChannel lock;

  public CdrJournal(Path path) {
    this.path = path.toAbsolutePath().normalize();
    this.rotated = Pattern.compile(Pattern.quote(name(this.path)) + "\\.([0-9]{1,9})");
  }

  public Path path() {
    return path;
  }

  public Path directory() {
    return path.resolveSibling(".");
  }

  /// Whether this process is the one that imports the journal; false as well while its directory
  /// does not exist. The kernel frees the lock when a process dies.
  public boolean isOurs() throws IOException {
    if (lock != null && lock.isOpen()) {
      return true;
    }
    var file = path.resolveSibling(name(path) + ".lock");
    if (!Files.isDirectory(directory())) {
      return false;
    }
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock = channel.tryLock() == null ? null : channel;
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
    }
    return lock != null;
  }

  /// All files in the order in which they were written: those that vanished from the directory
  /// while we held them, the renamed ones, the current one. All but the last are complete.
  public List<JournalFile> files() throws IOException {
    var found = new ArrayList<JournalFile>();
    for (var entry : list()) {
      var file = held(entry);
      if (file != null) {
        found.add(file);
      }
    }
    var all = new ArrayList<>(open.values());
    all.removeAll(found);
    all.sort(Comparator.comparingInt(file -> file.path().equals(path) ? 1 : 0));
    all.addAll(found);
    return all;
  }

  /// Gives the current file another name. Asterisk begins a new one with its next record.
  public void rotate() throws IOException {
    var next = list().stream().mapToInt(this::number).max().orElse(0) + 1;
    var target = path.resolveSibling("%s.%08d".formatted(name(path), next));
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Lets go of files that are done: vanished ones, and renamed by us ones except the newest
  /// `keep`.
  public void prune(List<JournalFile> done, int keep) throws IOException {
    var ours = new ArrayList<JournalFile>();
    for (var file : done) {
      if (!isAt(file)) {
        forget(file);
      } else if (number(file.path()) > 0 && name(file.path()).length() == name(path).length() + 9) {
        ours.add(file);
      }
    }
    for (var file : ours.subList(0, Math.max(0, ours.size() - keep))) {
      Files.deleteIfExists(file.path());
      forget(file);
    }
  }

  @Override
  public void close() throws IOException {
    for (var file : open.values()) {
      file.close();
    }
    open.clear();
    if (lock != null) {
      lock.close();
    }
  }

  private void forget(JournalFile file) throws IOException {
    open.remove(file.inode());
    file.close();
  }

  private List<Path> list() throws IOException {
    try (var all = Files.list(directory())) {
      var times = new HashMap<Path, FileTime>();
      for (var file : (Iterable<Path>) all::iterator) {
        var normal = file.normalize();
        if (normal.equals(path) || number(normal) > 0) {
          times.put(normal, changed(normal));
        }
      }
      var oldestFirst =
          Comparator.<Path, Boolean>comparing(path::equals)
              .thenComparing(file -> times.getOrDefault(file, FileTime.fromMillis(0)))
              .thenComparingInt(this::number);
      return times.keySet().stream().sorted(oldestFirst).toList();
    }
  }

  private static FileTime changed(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file);
    } catch (NoSuchFileException e) {
      return FileTime.fromMillis(0);
    }
  }

  /// The file of that name, or null when it vanished or was exchanged just now.
  private @Nullable JournalFile held(Path name) throws IOException {
    try {
      var inode = inode(name);
      var file = open.get(inode);
      if (file == null) {
        file = new JournalFile(inode, name, FileChannel.open(name, StandardOpenOption.READ));
        if (inode(name) != inode) {
          file.close();
          return null;
        }
        open.put(inode, file);
      }
      file.seenAs(name, Files.getLastModifiedTime(name));
      return file;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static boolean isAt(JournalFile file) throws IOException {
    try {
      return inode(file.path()) == file.inode();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static long inode(Path file) throws IOException {
    return (Long) Files.getAttribute(file, "unix:ino");
  }

  /// The number behind the name of a renamed file, 0 for any other.
  private int number(Path file) {
    var matcher = rotated.matcher(name(file));
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
