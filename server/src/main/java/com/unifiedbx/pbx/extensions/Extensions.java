package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.asterisk.realtime.Realtime;
import com.unifiedbx.pbx.extensions.Extension.VoicemailBox;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.KnownExtensions;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.Secret;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Adds, changes, finds and ends extensions.
///
/// A new extension can register the moment [#add] returns: Asterisk reads the same database through
/// views, and it has remembered nothing of a number that did not exist. After a change or an end,
/// what Asterisk remembers is expired before the answer goes out. Messages are FreePBX's to the
/// letter, because scripts compare them. Threads: any.
@Service
public class Extensions implements KnownExtensions {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final ExtensionRepository repository;
  private final TransactionTemplate transaction;
  private final Realtime realtime;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Extensions(
      ExtensionRepository repository,
      TransactionTemplate transaction,
      Realtime realtime,
      ApplicationEventPublisher events,
      Clock clock) {
    this.repository = repository;
    this.transaction = transaction;
    this.realtime = realtime;
    this.events = events;
    this.clock = clock;
  }

  public @Nullable Extension find(ExtensionNumber number) {
    return repository.find(number);
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException `not_found`
  public Extension get(ExtensionNumber number) {
    var found = repository.find(number);
    if (found == null) {
      throw unknown();
    }
    return found;
  }

  @Override
  public boolean isKnown(String number) {
    var parsed = ExtensionNumber.parse(number);
    return parsed != null && repository.find(parsed) != null;
  }

  /// A page in numeric order.
  ///
  /// @param cursor as the page before gave it, or null for the first
  public Page<Extension> list(int limit, @Nullable String cursor) {
    var found = listAfter(cursor == null ? 0 : position(cursor), limit + 1);
    var items = found.size() > limit ? found.subList(0, limit) : found;
    var next = found.size() > limit ? items.getLast().number().digits() : null;
    return new Page<>(items, next, repository.count());
  }

  /// At most `limit` extensions with numbers above `position`, in numeric order.
  List<Extension> listAfter(int position, int limit) {
    return repository.listAfter(position, limit);
  }

  public long count() {
    return repository.count();
  }

  /// Makes it, with a SIP secret that is shown only now.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `number_taken`
  public Secret add(NewExtension made) {
    var secret = SipSecret.random();
    transaction.executeWithoutResult(status -> {
      if (!repository.insert(made, secret)) {
        throw Refusal.conflict("number_taken", "This device id is already in use")
            .onField("extension")
            .asException();
      }
      saveBox(made);
      tell(null, get(made.number()));
    });
    return secret.secret();
  }

  /// Changes it to what `change` makes of it.
  ///
  /// @param ifMatch the `ETag` that the caller saw, or null when any will do
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `not_found`, `stale`, or a bad value from
  ///   `change`
  public Extension change(
      ExtensionNumber number, @Nullable String ifMatch, UnaryOperator<NewExtension> change) {
    var now =
        Objects.requireNonNull(
            transaction.execute(status -> {
              var old = get(number);
              var to = change.apply(asNew(old));
              if ((ifMatch != null && !ifMatch.equals(old.etag()))
                  || !repository.update(to, old.version())) {
                throw Refusal.of(
                        Refusal.Kind.STALE,
                        "stale",
                        "Someone changed this extension meanwhile: read it again.")
                    .asException();
              }
              saveBox(to);
              var changed = get(number);
              tell(old, changed);
              return changed;
            }));
    realtime.endpointChanged(number.digits());
    return now;
  }

  /// Gives it another SIP secret: the chosen one, or a strong one made here. Phones with the old
  /// one must register anew.
  public Secret resetSecret(ExtensionNumber number, @Nullable String chosen) {
    var secret =
        chosen == null ? SipSecret.random() : SipSecret.chosen(chosen, number, "extPassword");
    transaction.executeWithoutResult(status -> {
      var old = get(number);
      if (!repository.setSecret(number, secret)) {
        throw unknown();
      }
      tell(old, get(number));
    });
    realtime.endpointChanged(number.digits());
    return secret.secret();
  }

  /// Ends it. Its phones are gone for Asterisk before this returns, and so they are for whoever
  /// gets the number next.
  public void delete(ExtensionNumber number) {
    transaction.executeWithoutResult(status -> {
      var old = get(number);
      if (!repository.delete(number)) {
        throw unknown();
      }
      tell(old, null);
    });
    realtime.endpointRemoved(number.digits());
  }

  private void tell(@Nullable Extension before, @Nullable Extension after) {
    events.publishEvent(ExtensionChanged.of(before, after, clock.instant()));
  }

  private void saveBox(NewExtension extension) {
    var box = extension.voicemail();
    if (box == null) {
      repository.deleteBox(extension.number());
      return;
    }
    var pin = extension.pin();
    repository.saveBox(extension.number(), box, pin, pin == null ? randomPin() : pin);
  }

  private static NewExtension asNew(Extension old) {
    return new NewExtension(
        old.number(),
        old.name(),
        old.email(),
        old.callerId(),
        old.outboundCid(),
        old.emergencyCid(),
        old.maxContacts(),
        old.voicemail(),
        null);
  }

  /// The box that an extension gets when nothing is said of it.
  static VoicemailBox defaultBox(String email) {
    return new VoicemailBox(email, false, false);
  }

  private static String randomPin() {
    return "%06d".formatted(RANDOM.nextInt(1_000_000));
  }

  private static int position(String cursor) {
    var number = ExtensionNumber.parse(cursor);
    if (number == null) {
      throw Refusal.badValue("cursor", "This cursor is none of this list.").asException();
    }
    return Integer.parseInt(number.digits());
  }

  private static RuntimeException unknown() {
    return Refusal.notFound("Extension does not exists.").asException();
  }
}
