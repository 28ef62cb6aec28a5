package com.unifiedbx.pbx.voicemail;

import com.unifiedbx.pbx.asterisk.mailboxes.MailboxListener;
import com.unifiedbx.pbx.asterisk.mailboxes.Mailboxes;
import com.unifiedbx.pbx.kernel.PublicEvent;
import com.unifiedbx.pbx.voicemail.spool.Spool;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// Looks into a box whenever something may have happened in it, and has [MailboxNews] tell what
/// did.
///
/// One virtual thread for the life of the application. A box that could not be looked at, because
/// the database is away or Asterisk holds it, is looked at again a second later. After a start, and
/// whenever events may have been missed, all boxes are compared.
@Component
class VoicemailWatch implements SmartLifecycle, MailboxListener {

  private static final Logger LOG = LoggerFactory.getLogger(VoicemailWatch.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  /// Stands for all boxes; no box has this name.
  private static final String ALL = "";

  /// Stands for all boxes, and for lamps that may be wrong.
  private static final String ALL_AND_LAMPS = "*";

  private final Spool spool;
  private final MailboxNews news;
  private final Mailboxes mailboxes;
  private final BlockingQueue<String> boxes = new LinkedBlockingQueue<>();
  private @Nullable Thread thread;

  VoicemailWatch(Spool spool, MailboxNews news, Mailboxes mailboxes, MeterRegistry meters) {
    this.spool = spool;
    this.news = news;
    this.mailboxes = mailboxes;
    Gauge.builder("pbx.voicemail.boxes.waiting", boxes, BlockingQueue::size)
        .description("Mailboxes that may hold news nobody was told of")
        .register(meters);
    if (spool.isHere()) {
      mailboxes.listen(this);
    }
  }

  /// Says that we changed something there. The lamps follow at once, the news soon.
  void wasChanged(String mailbox) {
    mailboxes.recount(mailbox);
    boxes.add(mailbox);
  }

  /// The phone of a number's next owner must not show what the last one left.
  @TransactionalEventListener
  void numberChangedHands(PublicEvent event) {
    if (MailboxNews.CHANGES_OF_OWNER.contains(event.type()) && spool.isHere()) {
      boxes.addAll(event.extensions());
    }
  }

  @Override
  public void changed(String mailbox) {
    boxes.add(mailbox);
  }

  @Override
  public void resynchronise() {
    boxes.add(ALL_AND_LAMPS);
  }

  @Override
  public synchronized void start() {
    if (thread == null && spool.isHere()) {
      boxes.add(ALL);
      thread = Thread.ofVirtual().name("voicemail-watch").start(this::run);
    }
  }

  @Override
  public synchronized void stop() {
    var running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
      try {
        running.join(STOP_LIMIT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        var due = new LinkedHashSet<String>();
        due.add(boxes.take());
        boxes.drainTo(due);
        if (!lookInto(due)) {
          Thread.sleep(AFTER_TROUBLE);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("The watch of the mailboxes ends");
    }
  }

  /// False when something is left to be done. This is the job's edge: what fails is tried again.
  private boolean lookInto(Set<String> due) {
    var well = true;
    for (var mailbox : due) {
      try {
        lookInto(mailbox);
      } catch (RuntimeException e) {
        LOG.warn("News of mailboxes wait: {}", e.getMessage());
        LOG.debug("Why they wait", e);
        boxes.add(mailbox);
        well = false;
      }
    }
    return well;
  }

  private void lookInto(String mailbox) {
    switch (mailbox) {
      case ALL -> news.tellAll();
      case ALL_AND_LAMPS -> {
        spool.boxes().forEach(mailboxes::recount);
        news.tellAll();
      }
      default -> {
        mailboxes.recount(mailbox);
        news.tell(mailbox);
      }
    }
  }
}
