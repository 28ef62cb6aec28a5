package com.unifiedbx.pbx.bench;

import com.unifiedbx.pbx.instance.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.util.FileSystemUtils;

/// A data directory for one measurement, with ports that nobody uses: gone when it is closed, and
/// also when the process is ended before.
final class Scratch implements AutoCloseable {

  private static final Duration END = Duration.ofSeconds(30);
  private static final int RTP_PORTS = 100;

  private final Path root;
  private final int httpsPort = freePort();
  private final int amiPort = freePort();
  private final int sipPort = freePort();
  private final Thread hook = new Thread(this::delete, "scratch");
  private final List<String> options;

  /// @param rtpPorts how many a managed Asterisk has, 0 for no Asterisk
  private Scratch(Path root, int rtpPorts) throws IOException {
    this.root = root;
    // The command line wins over whatever the user's environment says about real instances.
    this.options =
        new ArrayList<>(List.of("--data", root.toString(), "--bind", "127.0.0.1", "--demo=false"));
    options.addAll(List.of("--database-url", "", "--tls-cert", "", "--tls-key", ""));
    options.addAll(List.of("--https-port", String.valueOf(httpsPort)));
    options.addAll(List.of("--ami-port", String.valueOf(amiPort)));
    if (rtpPorts > 0) {
      var rtp = 10_000 + httpsPort % 10_000;
      options.addAll(List.of("--asterisk", "managed", "--rtp-ports", rtp + "-" + (rtp + rtpPorts)));
      options.addAll(List.of("--sip-port", String.valueOf(sipPort)));
    } else {
      // Nobody listens there, unless an AmiPeer does: the API runs and says so in its health.
      options.addAll(List.of("--asterisk", "external", "--ami-host", "127.0.0.1"));
      options.addAll(List.of("--ami-user", "nobody"));
    }
    Files.writeString(
        root.resolve("unifiedbx.conf"),
        """
        ami-secret = none
        pbx.ratelimit.applications = false
        pbx.oauth.tokens.per-second = 100000
        pbx.oauth.tokens.burst = 100000
        pbx.oauth.strangers.per-second = 100000
        pbx.oauth.strangers.burst = 100000
        """
            + BareHandlerConfiguration.PROPERTY
            + " = true\n");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// @param asterisk whether a managed Asterisk belongs to it
  static Scratch create(boolean asterisk) {
    return make(asterisk ? RTP_PORTS : 0);
  }

  /// One with a managed Asterisk and so many ports for what is spoken.
  static Scratch forCalls(int rtpPorts) {
    return make(rtpPorts);
  }

  private static Scratch make(int rtpPorts) {
    try {
      return new Scratch(Files.createTempDirectory("unifiedbx-bench-"), rtpPorts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the launcher has provided an Asterisk.
  static boolean hasAsterisk() {
    return System.getenv("UNIFIEDBX_ASTERISK_ROOT") != null
        || System.getenv("UNIFIEDBX_ASTERISK_BINARY") != null;
  }

  /// What `up` is told, on its command line.
  List<String> options() {
    return List.copyOf(options);
  }

  DataDirectory directory() {
    return new DataDirectory(root);
  }

  int httpsPort() {
    return httpsPort;
  }

  int sipPort() {
    return sipPort;
  }

  int amiPort() {
    return amiPort;
  }

  Path certificate() {
    return directory().tls().resolve("cert.pem");
  }

  /// The process that a pid file of this directory names, if it lives.
  Optional<ProcessHandle> process(String name) {
    try {
      var file = directory().run(name + ".pid");
      return Files.exists(file)
          ? ProcessHandle.of(Long.parseLong(Files.readString(file).split(" ", 2)[0]))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends what runs in it and deletes it.
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // The process is being ended, and the hook is at work already.
    }
    delete();
  }

  private void delete() {
    // Only a process that was started with this very directory; this one ends itself.
    process("api")
        .filter(api -> !api.equals(ProcessHandle.current()))
        .filter(api -> api.info().commandLine().orElse("").contains(root.toString()))
        .ifPresent(ProcessHandle::destroy);
    var deadline = System.nanoTime() + END.toNanos();
    while (Files.exists(directory().run("api.pid")) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(20_000_000);
    }
    try {
      FileSystemUtils.deleteRecursively(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
