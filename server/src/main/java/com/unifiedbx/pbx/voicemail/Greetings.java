package com.unifiedbx.pbx.voicemail;

import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.voicemail.spool.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// What callers hear before they leave a message. A box without greetings of its own has the
/// standard ones, which are not seen here.
///
/// A greeting is exchanged whole: a call hears the old one or the new one.
@Service
public class Greetings {

  private final Spool spool;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;

  Greetings(Spool spool, TransactionTemplate transaction, ApplicationEventPublisher events) {
    this.spool = spool;
    this.transaction = transaction;
    this.events = events;
  }

  /// Those that the box has.
  public List<GreetingKind> list(ExtensionNumber mailbox) {
    return Arrays.stream(GreetingKind.values())
        .filter(kind -> Files.exists(file(mailbox, kind)))
        .toList();
  }

  /// A greeting that is open: what it says stays the same even if it is exchanged meanwhile.
  public record Greeting(FileChannel channel, String etag) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException `not_found`
  public Greeting open(ExtensionNumber mailbox, GreetingKind kind) {
    var file = file(mailbox, kind);
    try {
      var since = Files.getLastModifiedTime(file).toMillis();
      var channel = FileChannel.open(file);
      return new Greeting(channel, Long.toHexString(since) + "-" + channel.size());
    } catch (NoSuchFileException standard) {
      throw unknown(kind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes any sound that the JDK can read and makes of it what Asterisk plays.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `bad_audio`
  public void save(ExtensionNumber mailbox, GreetingKind kind, InputStream sound) {
    try {
      var wav = GreetingAudio.wav(sound);
      var file = file(mailbox, kind);
      var fresh = file.resolveSibling("." + kind.text() + "-" + UUID.randomUUID());
      transaction.executeWithoutResult(_ -> {
        audit("voicemail.greeting.save", mailbox, kind);
        replace(file, fresh, wav);
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void replace(Path file, Path fresh, byte[] wav) {
    try {
      Files.createDirectories(file.resolveSibling(""));
      Files.write(fresh, wav);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// From now on callers hear the standard one.
  public void delete(ExtensionNumber mailbox, GreetingKind kind) {
    transaction.executeWithoutResult(_ -> {
      audit("voicemail.greeting.delete", mailbox, kind);
      if (!deleted(file(mailbox, kind))) {
        throw unknown(kind);
      }
    });
  }

  private static boolean deleted(Path file) {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void audit(String operation, ExtensionNumber mailbox, GreetingKind kind) {
    var object = "voicemail:" + mailbox + ":" + kind.text();
    events.publishEvent(new VoicemailAudited(operation, object, null, null));
  }

  private Path file(ExtensionNumber mailbox, GreetingKind kind) {
    return spool.box(mailbox.digits()).resolve(kind.text() + ".wav");
  }

  private static RuntimeException unknown(GreetingKind kind) {
    return Refusal.notFound(
            "This mailbox has no greeting '"
                + kind.text()
                + "' of its own; callers hear the"
                + " standard one.")
        .asException();
  }
}
