package com.unifiedbx.pbx.presence;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.stereotype.Component;

/// What was observed and waits to be told. While the database is away more may come than can wait:
/// then the oldest go, which later ones of the same extension make up for.
@Component
class Observations {

  private static final int MOST = 20_000;

  private final BlockingQueue<Observation> waiting = new LinkedBlockingQueue<>(MOST);

  void add(Observation observation) {
    while (!waiting.offer(observation)) {
      waiting.poll();
    }
  }

  Observation take() throws InterruptedException {
    return waiting.take();
  }
}
