package com.unifiedbx.pbx.admin.signin;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.SecurityEvent;
import com.unifiedbx.pbx.admin.session.Sessions;
import com.unifiedbx.pbx.admin.session.SignedIn;
import com.unifiedbx.pbx.admin.session.Stage;
import com.unifiedbx.pbx.admin.users.AdminUser;
import com.unifiedbx.pbx.admin.users.AdminUsers;
import com.unifiedbx.pbx.admin.users.FirstPassword;
import com.unifiedbx.pbx.instance.Instance;
import com.unifiedbx.pbx.kernel.Secret;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/// Lets people in and out of the console, and tells the audit log of both. Threads: any.
@Service
class SignIn {

  private static final int LONGEST_NAME = 64;

  private final AdminUsers users;
  private final Sessions sessions;
  private final SignInBrake brake;
  private final Clock clock;
  private final ApplicationEventPublisher events;
  private final ObjectProvider<Instance> instance;

  /// From where somebody tries.
  record Place(String address, @Nullable String agent) {}

  SignIn(
      AdminUsers users,
      Sessions sessions,
      SignInBrake brake,
      Clock clock,
      ApplicationEventPublisher events,
      ObjectProvider<Instance> instance) {
    this.users = users;
    this.sessions = sessions;
    this.brake = brake;
    this.clock = clock;
    this.events = events;
    this.instance = instance;
  }

  SignInResult attempt(String typed, Secret password, Place from) {
    var name = typed.strip().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(c -> c < ' ')) {
      return new SignInResult.Refused();
    }
    var locked = brake.lockedUntil(name, from.address());
    if (locked != null) {
      return new SignInResult.Locked(locked);
    }
    var user = users.find(name);
    var isRight = users.isPassword(user, password);
    if (user == null || !isRight || !user.enabled()) {
      return refused(user, name, from);
    }
    brake.right(name, from.address());
    return new SignInResult.Opened(open(user, from));
  }

  /// Gives the user of this session the password that it chose, ends its other sessions, and opens
  /// a new one in place of this.
  Sessions.Opened choosePassword(SignedIn by, Secret password, Place from) {
    var name = by.session().user();
    users.choose(Objects.requireNonNull(users.find(name)), password);
    sessions.endOf(name);
    if (name.equals(AdminUsers.FIRST)) {
      instance.ifAvailable(present -> FirstPassword.of(present.directory()).delete());
    }
    var user = Objects.requireNonNull(users.find(name));
    var opened = sessions.open(name, user.role(), Stage.OPEN, from.address(), from.agent());
    tell("admin.change-password", opened.session().caller(from.address()));
    return opened;
  }

  void signOut(SignedIn by) {
    sessions.end(by.session().id());
    tell("admin.sign-out", by.getPrincipal());
  }

  private Sessions.Opened open(AdminUser user, Place from) {
    users.signedIn(user.name(), clock.instant());
    var stage = user.mustChange() ? Stage.PASSWORD : Stage.OPEN;
    var opened = sessions.open(user.name(), user.role(), stage, from.address(), from.agent());
    tell("admin.sign-in", opened.session().caller(from.address()));
    return opened;
  }

  /// A name that is nobody's is not repeated: it may be a password in the wrong field.
  private SignInResult refused(@Nullable AdminUser user, String name, Place from) {
    var who = "admin:" + (user == null ? "unknown" : user.name());
    events.publishEvent(
        SecurityEvent.refused("admin.sign-in", who, "wrong_credentials", from.address()));
    if (brake.nextTry(name) != null) {
      events.publishEvent(SecurityEvent.refused("admin.lock", who, "locked", from.address()));
    }
    return new SignInResult.Refused();
  }

  private void tell(String operation, Caller by) {
    events.publishEvent(SecurityEvent.done(operation, by.applicationId(), by));
  }
}
