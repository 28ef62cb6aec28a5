package com.unifiedbx.pbx.cdr.export.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;

/// The files of the jobs, which only their owner may read (0600). Each is named by the id of its
/// job, as our own table says it, and has another name until it is whole.
final class ExportFiles {

  private static final Pattern NAME = Pattern.compile("exp_[0-9a-f]{32}(\\.part)?");

  private final Path directory;
  private final long space;
  private final long reserve;

  /// @param space bytes that all files may take
  /// @param reserve bytes that have to stay free on the disk
  ExportFiles(Path directory, long space, long reserve) {
    this.directory = directory;
    this.space = space;
    this.reserve = reserve;
  }

  /// A file that is being written.
  ///
  /// @param out to it, without a buffer
  record Draft(Path part, Path whole, FileChannel channel, OutputStream out)
      implements AutoCloseable {

    /// Gives the file its name when all of it is on the disk; returns its size.
    long finish() throws IOException {
      channel.force(true);
      var size = channel.size();
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return size;
    }

    /// What was not finished is gone.
    @Override
    public void close() throws IOException {
      channel.close();
      Files.deleteIfExists(part);
    }
  }

  /// Begins the file of a job anew.
  Draft draft(String id) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    var whole = directory.resolve(id);
    var part = directory.resolve(id + ".part");
    Files.deleteIfExists(whole);
    Files.deleteIfExists(part);
    var channel =
        FileChannel.open(
            part,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new Draft(part, whole, channel, Channels.newOutputStream(channel));
  }

  /// @throws NoSuchFileException when somebody took it away
  FileChannel open(String id) throws IOException {
    return FileChannel.open(
        directory.resolve(id), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  void delete(String id) throws IOException {
    Files.deleteIfExists(directory.resolve(id));
  }

  /// Refuses to go on when the files take too much, or the disk is nearly full.
  void demandRoom() throws IOException {
    var taken = 0L;
    try (var files = Files.newDirectoryStream(directory)) {
      for (var file : files) {
        taken += size(file);
      }
    }
    if (taken > space) {
      throw new ExportFailure(
          "space_used_up", "The exports of this server take all that they may: delete some.");
    }
    if (Files.getFileStore(directory).getUsableSpace() < reserve) {
      throw ExportFailure.diskFull();
    }
  }

  /// Deletes all files but those of these jobs, while none is being written.
  void keepOnly(Collection<String> ids) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (var files = Files.newDirectoryStream(directory)) {
      for (var file : files) {
        var name = file.getFileName().toString();
        if (NAME.matcher(name).matches() && !ids.contains(name)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0; // Deleted this moment.
    }
  }
}
