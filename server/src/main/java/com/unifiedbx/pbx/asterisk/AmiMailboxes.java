package com.unifiedbx.pbx.asterisk;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.ami.AmiListener;
import com.unifiedbx.ami.AmiMessage;
import com.unifiedbx.pbx.asterisk.mailboxes.MailboxListener;
import com.unifiedbx.pbx.asterisk.mailboxes.Mailboxes;
import com.unifiedbx.pbx.kernel.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// [Mailboxes] over AMI.
@Component
class AmiMailboxes implements Mailboxes {

  private static final Logger LOG = LoggerFactory.getLogger(AmiMailboxes.class);
  private static final String CONTEXT = "default";

  private final AmiLink link;

  AmiMailboxes(AmiLink link) {
    this.link = link;
  }

  @Override
  public void listen(MailboxListener listener) {
    link.listen(new Adapter(listener));
  }

  @Override
  public void recount(String mailbox) {
    try {
      link.send(AmiAction.of("VoicemailRefresh").with("Context", CONTEXT).with("Mailbox", mailbox));
    } catch (RefusedException away) {
      LOG.debug("Asterisk is away and will count the box {} when it is back", mailbox);
    }
  }

  private record Adapter(MailboxListener listener) implements AmiListener {

    @Override
    public void onUp(AmiMessage fullyBooted) {
      listener.resynchronise();
    }

    /// `Mailbox: 1005@default`.
    @Override
    public void onEvent(AmiMessage event) {
      if (event.name().equals("MessageWaiting")) {
        var mailbox = event.get("Mailbox", "").split("@", 2);
        if (mailbox.length == 2 && mailbox[1].equals(CONTEXT)) {
          listener.changed(mailbox[0]);
        }
      }
    }

    @Override
    public void onDown(String reason) {}

    @Override
    public void onOverflow() {
      listener.resynchronise();
    }
  }
}
