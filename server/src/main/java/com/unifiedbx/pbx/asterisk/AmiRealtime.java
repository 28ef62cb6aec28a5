package com.unifiedbx.pbx.asterisk;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.ami.AmiList;
import com.unifiedbx.ami.AmiListener;
import com.unifiedbx.ami.AmiMessage;
import com.unifiedbx.ami.AmiRefusedException;
import com.unifiedbx.pbx.asterisk.realtime.Realtime;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// [Realtime] over AMI: expires objects of Asterisk's sorcery caches.
///
/// News that can't be told is kept, in order and without repetition, and told when the link is up.
/// The first time that this process meets Asterisk it expires the caches as a whole; not at later
/// reconnects, for the database may be away just then, and the cache is what phones live on.
@Component
class AmiRealtime implements Realtime, AmiListener {

  private static final Logger LOG = LoggerFactory.getLogger(AmiRealtime.class);
  private static final List<String> CACHES =
      List.of("res_pjsip/endpoint", "res_pjsip/auth", "res_pjsip/aor");
  private static final String TRUNK_CACHE = "res_pjsip/identify";
  private static final int MOST_KEPT = 1_000;
  private static final String CONTACTS = "registrar/contact";

  /// What happened to an object.
  private sealed interface News {
    record Changed(String id) implements News {}

    record Removed(String id) implements News {}

    record Trunk(String id) implements News {}

    record Everything() implements News {}
  }

  private final AmiLink link;
  private final AmiAsterisk asterisk;
  private final Set<News> untold = new LinkedHashSet<>();

  AmiRealtime(AmiLink link, AmiAsterisk asterisk) {
    this.link = link;
    this.asterisk = asterisk;
    untold.add(new News.Everything());
    link.listen(this);
  }

  @Override
  public void endpointChanged(String id) {
    tell(new News.Changed(id));
  }

  @Override
  public void endpointRemoved(String id) {
    tell(new News.Removed(id));
  }

  @Override
  public void trunkChanged(String id) {
    tell(new News.Trunk(id));
  }

  @Override
  public boolean isRegistered(String id) {
    return !registeredContacts(id).isEmpty();
  }

  @Override
  public List<String> registeredContacts(String id) {
    return asterisk.contacts(id);
  }

  private void tell(News news) {
    synchronized (untold) {
      keep(news);
    }
    tellAll();
  }

  /// Once everything is to be expired, single changes need no place of their own; removals do, for
  /// their contacts.
  private void keep(News news) {
    if (untold.size() >= MOST_KEPT) {
      untold.removeIf(kept -> !(kept instanceof News.Removed));
      untold.add(new News.Everything());
    }
    if (news instanceof News.Removed || !untold.contains(new News.Everything())) {
      untold.add(news);
    }
  }

  /// Tells what is untold; what fails stays untold.
  private void tellAll() {
    List<News> all;
    synchronized (untold) {
      all = List.copyOf(untold);
    }
    try {
      for (var news : all) {
        synchronized (untold) {
          untold.remove(news);
        }
        tellOrKeep(news);
      }
    } catch (RefusedException away) {
      LOG.info("Asterisk is away; {} changes will be announced when it is back", all.size());
    }
  }

  private void tellOrKeep(News news) {
    try {
      say(news);
    } catch (RefusedException away) {
      synchronized (untold) {
        untold.add(news);
      }
      throw away;
    }
  }

  private void say(News news) {
    switch (news) {
      case News.Changed(var id) -> expire(id);
      case News.Removed(var id) -> {
        forgetContacts(id);
        expire(id);
      }
      case News.Trunk(var id) -> {
        expire(id);
        link.send(cache("SorceryMemoryCachePopulate", TRUNK_CACHE));
      }
      case News.Everything() -> {
        CACHES.forEach(name -> link.send(cache("SorceryMemoryCacheExpire", name)));
        link.send(cache("SorceryMemoryCachePopulate", TRUNK_CACHE));
      }
    }
  }

  /// An object that is not in the cache answers with an error, which is as good.
  private void expire(String id) {
    CACHES.forEach(
        name -> link.send(cache("SorceryMemoryCacheExpireObject", name).with("Object", id)));
  }

  private static AmiAction cache(String action, String name) {
    return AmiAction.of(action).with("Cache", name);
  }

  /// Contacts are kept in Asterisk's own database under `<aor>;@<hash>`.
  private void forgetContacts(String id) {
    for (var entry : storedContacts()) {
      var key = entry.get("Key", "");
      var name = key.substring(key.lastIndexOf('/') + 1);
      if (name.startsWith(id + ";@") || name.equals(id)) {
        link.send(AmiAction.of("DBDel").with("Family", CONTACTS).with("Key", name));
      }
    }
  }

  private List<AmiMessage> storedContacts() {
    try {
      return link.list(
          AmiAction.of("DBGetTree").with("Family", CONTACTS),
          AmiList.closedBy("DBGetTreeComplete")
              .items("DBGetTreeResponse")
              .emptyWhen("Database entry not found"));
    } catch (AmiRefusedException refused) {
      LOG.warn("Stored contacts can't be read: {}", refused.getMessage());
      return List.of();
    }
  }

  @Override
  public void onUp(AmiMessage fullyBooted) {
    tellAll();
  }

  @Override
  public void onEvent(AmiMessage event) {}

  @Override
  public void onDown(String reason) {}

  @Override
  public void onOverflow() {}
}
