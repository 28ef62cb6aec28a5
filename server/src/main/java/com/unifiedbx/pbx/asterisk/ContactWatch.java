package com.unifiedbx.pbx.asterisk;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.ami.AmiListener;
import com.unifiedbx.ami.AmiMessage;
import com.unifiedbx.pbx.kernel.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Has a phone asked for a sign of life as soon as it registers.
///
/// Asterisk sends its first OPTIONS to a new contact at a random moment of the next half minute,
/// and shows the extension as unavailable until then. Asked at once, the state is right within 60
/// ms.
@Component
class ContactWatch implements AmiListener {

  private static final Logger LOG = LoggerFactory.getLogger(ContactWatch.class);

  private final AmiLink link;

  ContactWatch(AmiLink link) {
    this.link = link;
    link.listen(this);
  }

  @Override
  public void onEvent(AmiMessage event) {
    if (event.name().equals("ContactStatus")
        && event.get("ContactStatus", "").equals("NonQualified")) {
      var endpoint = event.get("EndpointName", "");
      Thread.startVirtualThread(() -> qualify(endpoint));
    }
  }

  private void qualify(String endpoint) {
    try {
      link.send(AmiAction.of("PJSIPQualify").with("Endpoint", endpoint));
    } catch (RefusedException away) {
      LOG.debug("Not asked for a sign of life: {}", endpoint);
    }
  }

  @Override
  public void onUp(AmiMessage fullyBooted) {}

  @Override
  public void onDown(String reason) {}

  @Override
  public void onOverflow() {}
}
