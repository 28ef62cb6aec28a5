package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.kernel.Audited;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What was changed on an application, for the audit log.
record ApplicationChange(
    String operation, String object, @Nullable Object before, @Nullable Object after)
    implements Audited {

  static ApplicationChange made(Application made) {
    return of("create", made.id(), null, ApplicationFacts.decided(made));
  }

  static ApplicationChange deleted(Application old) {
    return of("delete", old.id(), ApplicationFacts.decided(old), null);
  }

  /// Only what differs, on either side.
  static ApplicationChange updated(String verb, Application old, Application now) {
    var before = new LinkedHashMap<String, @Nullable Object>();
    var after = new LinkedHashMap<String, @Nullable Object>();
    var is = ApplicationFacts.decided(now);
    ApplicationFacts.decided(old)
        .forEach((name, value) -> {
          if (!Objects.equals(value, is.get(name))) {
            before.put(name, value);
            after.put(name, is.get(name));
          }
        });
    return of(verb, now.id(), before, after);
  }

  static ApplicationChange ofSecret(String verb, String id, Map<String, Object> after) {
    return of(verb, id, null, after);
  }

  private static ApplicationChange of(
      String verb, String id, @Nullable Object before, @Nullable Object after) {
    return new ApplicationChange("application." + verb, "application:" + id, before, after);
  }
}
