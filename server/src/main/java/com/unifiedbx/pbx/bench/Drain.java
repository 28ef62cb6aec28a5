package com.unifiedbx.pbx.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Readers of `GET /events` that take what comes and do not look at it: to the server they are
/// clients like any other, TLS included, but what they cost the machine on which the server is
/// measured is little more than the copy out of the socket. One thread for all.
final class Drain implements AutoCloseable {

  private final Selector selector;
  private final List<AtomicLong> taken = new ArrayList<>();

  private Drain(Selector selector) {
    this.selector = selector;
  }

  static Drain open(Target target, byte[] request, int count) throws IOException {
    var drain = new Drain(Selector.open());
    for (var number = 0; number < count; number++) {
      drain.add(target, request);
    }
    Thread.ofPlatform().name("drain").daemon().start(drain::take);
    return drain;
  }

  /// Up to the head of the answer as every client; from there on the bytes are taken as they come.
  private void add(Target target, byte[] request) throws IOException {
    var channel = SocketChannel.open(target.address());
    new Connection(target.secured(channel.socket())).open(request);
    var bytes = new AtomicLong();
    taken.add(bytes);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, bytes);
  }

  private void take() {
    var buffer = ByteBuffer.allocateDirect(1 << 18);
    try {
      while (selector.isOpen()) {
        selector.select(key -> take(key, buffer));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void take(SelectionKey key, ByteBuffer buffer) {
    try {
      buffer.clear();
      var count = ((SocketChannel) key.channel()).read(buffer);
      if (count < 0) {
        key.cancel();
      } else {
        ((AtomicLong) key.attachment()).addAndGet(count);
      }
    } catch (IOException cut) {
      key.cancel();
    }
  }

  /// How much the one has taken that got least.
  long least() {
    return taken.stream().mapToLong(AtomicLong::get).min().orElse(Long.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    for (var key : List.copyOf(selector.keys())) {
      key.channel().close();
    }
    selector.close();
  }
}
