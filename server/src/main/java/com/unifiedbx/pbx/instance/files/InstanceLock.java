package com.unifiedbx.pbx.instance.files;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.InstanceException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Held by the one `up` of a data directory as long as it lives; the kernel lets go of it when the
/// process dies, however it dies.
public final class InstanceLock implements AutoCloseable {

  private final FileChannel channel;

  private InstanceLock(FileChannel channel) {
    this.channel = channel;
  }

  /// The lock, or null when somebody else holds it.
  public static @Nullable InstanceLock tryLock(DataDirectory directory) {
    try {
      var channel =
          FileChannel.open(
              directory.run("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) {
          return new InstanceLock(channel);
        }
      } catch (OverlappingFileLockException e) {
        // Held by this very process: as good as held by another.
      }
      channel.close();
      return null;
    } catch (IOException e) {
      throw new InstanceException(
          "Can't write to "
              + directory.root()
              + " ("
              + e.getMessage()
              + "); choose another --data.",
          e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new InstanceException("Can't release the lock: " + e.getMessage(), e);
    }
  }
}
