package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.kernel.MillisecondTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An application as it is told to programs: on the command line, in the audit log.
public final class ApplicationFacts {

  private ApplicationFacts() {}

  /// All of it, in the order in which people want to read it.
  public static Map<String, @Nullable Object> of(Application application) {
    var facts = new LinkedHashMap<String, @Nullable Object>();
    facts.put("clientId", application.id());
    facts.putAll(decided(application));
    facts.put("createdAt", text(application.createdAt()));
    facts.put("lastUsedAt", text(application.lastUsedAt()));
    return facts;
  }

  /// What its owner decides.
  static Map<String, @Nullable Object> decided(Application application) {
    var facts = new LinkedHashMap<String, @Nullable Object>();
    var allowlist = application.allowlist();
    var terms = application.terms();
    var rate = terms.rate();
    facts.put("name", application.name());
    facts.put("description", application.description());
    facts.put("scopes", application.scopeNames());
    facts.put("allowlist", allowlist == null ? List.of("any") : allowlist.texts());
    facts.put("enabled", application.enabled());
    facts.put("expiresAt", text(application.expiresAt()));
    facts.put("tokenLifetime", application.tokenLifetime().toSeconds());
    facts.put("rateLimit", rate == null ? "none" : rate.toString());
    facts.put("burst", rate == null ? null : rate.burst());
    facts.put("fence", terms.fence().equals(Fence.NONE) ? null : terms.fence());
    facts.put("freepbxErrors", terms.freepbxErrors());
    return facts;
  }

  /// ISO 8601 in UTC with milliseconds.
  public static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : MillisecondTime.text(time);
  }
}
