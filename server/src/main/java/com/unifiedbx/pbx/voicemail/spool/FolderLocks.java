package com.unifiedbx.pbx.voicemail.spool;

import com.unifiedbx.pbx.kernel.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds folders as Asterisk does, by a file `.lock` in each: while it stands, Asterisk neither
/// stores, removes nor renumbers a message there.
///
/// Asterisk gives up after 5 s and then loses the message that it wanted to store, so nothing slow
/// is done under a lock. A lock that is a minute old belongs to a process that was killed; nobody
/// else would ever take it away.
final class FolderLocks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FolderLocks.class);
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration LEFT_BEHIND = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final List<Path> held = new ArrayList<>();

  private FolderLocks() {}

  /// @param folders directories that exist, in the order that all keep to
  static FolderLocks take(List<Path> folders) {
    var locks = new FolderLocks();
    try {
      for (var folder : folders) {
        locks.take(folder.resolve(".lock"));
      }
      return locks;
    } catch (RuntimeException e) {
      locks.close();
      throw e;
    }
  }

  private void take(Path lock) {
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (!tryToTake(lock)) {
      if (System.nanoTime() > until) {
        throw Refusal.unavailable(
                "mailbox_busy",
                "Asterisk is busy with this mailbox; try again shortly.",
                Duration.ofSeconds(2))
            .asException();
      }
      pause();
    }
    held.add(lock);
  }

  private static boolean tryToTake(Path lock) {
    try {
      Files.createFile(lock);
      return true;
    } catch (FileAlreadyExistsException taken) {
      removeIfLeftBehind(lock);
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void removeIfLeftBehind(Path lock) {
    try {
      var since = Files.getLastModifiedTime(lock).toInstant();
      if (since.plus(LEFT_BEHIND).isBefore(Instant.now())) {
        LOG.warn("A killed process left the lock {} behind; removed", lock);
        Files.deleteIfExists(lock);
      }
    } catch (NoSuchFileException free) {
      // Just given back.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a mailbox was busy.", e);
    }
  }

  @Override
  public void close() {
    for (var lock : held.reversed()) {
      try {
        Files.deleteIfExists(lock);
      } catch (IOException e) {
        LOG.error("The lock {} can't be given back: {}", lock, e.toString());
      }
    }
  }
}
