package com.unifiedbx.pbx.bench.exchange;

import com.unifiedbx.pbx.bench.BenchException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// As many phones as want to register at one address, all of which answer every call at once: SIPp
/// with the scenario of its own for that.
public final class Answerers implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final Process process;
  private final int port;

  private Answerers(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// @param directory for what SIPp writes
  public static Answerers start(Path directory) throws IOException {
    var port = freePort();
    var command =
        List.of("sipp", "-sn", "uas", "-aa", "-nostdin", "-i", HOST, "-p", String.valueOf(port));
    try {
      var process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("sipp.log").toFile())
              .start();
      return new Answerers(process, port);
    } catch (IOException e) {
      throw new BenchException("SIPp is needed for this: apt-get install sip-tester", e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new DatagramSocket(0, InetAddress.ofLiteral(HOST))) {
      return socket.getLocalPort();
    }
  }

  /// Where they are reached.
  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
