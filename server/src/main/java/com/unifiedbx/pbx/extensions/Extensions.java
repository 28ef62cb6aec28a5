package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.asterisk.realtime.Realtime;
import com.unifiedbx.pbx.extensions.ExtensionQuery.Cursor;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.KnownExtensions;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.Secret;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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

  private final ExtensionRepository repository;
  private final ExtensionInserts inserts;
  private final TransactionTemplate transaction;
  private final Realtime realtime;
  private final ChangeNews news;

  Extensions(
      ExtensionRepository repository,
      ExtensionInserts inserts,
      TransactionTemplate transaction,
      Realtime realtime,
      ChangeNews news) {
    this.repository = repository;
    this.inserts = inserts;
    this.transaction = transaction;
    this.realtime = realtime;
    this.news = news;
  }

  /// How many of a batch must succeed for any of it to be kept.
  public enum Manner {
    /// Each for itself.
    EACH,
    /// All, or none is made.
    ALL_OR_NONE,
    /// None is made: only what would become of them is told.
    DRY_RUN
  }

  public @Nullable Extension find(ExtensionNumber number) {
    return repository.find(number);
  }

  /// Those of the numbers that exist, in numeric order.
  public List<Extension> findAll(Collection<String> numbers) {
    return repository.findAll(numbers);
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

  @Override
  public boolean isTaken(String number) {
    return ExtensionNumber.parse(number) != null && inserts.isTaken(number);
  }

  /// A page with the number of all that fit.
  ///
  /// @param cursor as the page before gave it, or null for the first
  public Page<Extension> list(ExtensionQuery query, int limit, @Nullable String cursor) {
    var found = listAfter(query, cursor, limit + 1);
    var items = found.size() > limit ? found.subList(0, limit) : found;
    var next = found.size() > limit ? query.cursor(items.getLast()) : null;
    return new Page<>(items, next, count(query));
  }

  /// At most `limit` that fit, behind the cursor.
  public List<Extension> listAfter(ExtensionQuery query, @Nullable String cursor, int limit) {
    var after = cursor == null ? null : Cursor.parse("cursor", cursor, query.order());
    return repository.list(query, after, limit);
  }

  public long count() {
    return count(ExtensionQuery.ALL);
  }

  public long count(ExtensionQuery query) {
    return repository.count(query);
  }

  /// The first `count` free numbers from `first` on that have as many digits; fewer when there are
  /// no more.
  public List<String> free(ExtensionNumber first, int count) {
    return inserts.free(first, count);
  }

  /// Makes it, with a SIP secret that is shown only now.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `number_taken`
  public Secret add(NewExtension made) {
    return add(made, null).secret();
  }

  /// Makes it.
  ///
  /// @param secret chosen for it, or null for a random one
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `number_taken`, or `bad_value` for a weak
  ///   secret
  public AddOutcome.Added add(NewExtension made, @Nullable String secret) {
    var outcome = addAll(List.of(new WantedExtension(made, secret)), Manner.EACH).getFirst();
    return switch (outcome) {
      case AddOutcome.Added added -> added;
      case AddOutcome.Refused(var refusal) -> throw refusal.asException();
    };
  }

  /// Makes them, in one transaction; one outcome for each, in the same order.
  public List<AddOutcome> addAll(List<WantedExtension> wanted, Manner manner) {
    return Objects.requireNonNull(
        transaction.execute(status -> {
          var outcomes = inserts.insert(wanted);
          var isWhole = outcomes.stream().noneMatch(AddOutcome.Refused.class::isInstance);
          if (manner == Manner.DRY_RUN || (manner == Manner.ALL_OR_NONE && !isWhole)) {
            status.setRollbackOnly();
          } else {
            outcomes.forEach(this::tell);
          }
          return outcomes;
        }));
  }

  private void tell(AddOutcome outcome) {
    if (outcome instanceof AddOutcome.Added(var extension, _)) {
      news.tell(null, extension);
    }
  }

  /// Changes it to what `change` makes of it.
  ///
  /// @param ifMatch the `ETag` that the caller saw, or null when any will do
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `not_found`, `stale`, or a bad value from
  ///   `change`
  public Extension change(
      ExtensionNumber number, @Nullable String ifMatch, Function<Extension, NewExtension> change) {
    return change(number, ifMatch, change, null, Manner.EACH);
  }

  /// Changes it, and its SIP secret with it: both or neither.
  ///
  /// @param secret chosen for it, or null to keep the one it has; a refusal names `extPassword`
  /// @param manner `DRY_RUN` only looks whether it would work
  public Extension change(
      ExtensionNumber number,
      @Nullable String ifMatch,
      Function<Extension, NewExtension> change,
      @Nullable String secret,
      Manner manner) {
    var chosen = secret == null ? null : SipSecret.chosen(secret, number, "extPassword");
    var now =
        Objects.requireNonNull(
            transaction.execute(status -> {
              var changed = changeIn(number, ifMatch, change);
              if (manner == Manner.DRY_RUN) {
                status.setRollbackOnly();
              }
              return chosen == null ? changed : withSecret(changed, chosen);
            }));
    if (manner != Manner.DRY_RUN) {
      realtime.endpointChanged(number.digits());
    }
    return now;
  }

  private Extension withSecret(Extension old, SipSecret secret) {
    if (!repository.setSecret(old.number(), secret)) {
      throw unknown();
    }
    var changed = get(old.number());
    news.tellOfSecret(old, changed);
    return changed;
  }

  private Extension changeIn(
      ExtensionNumber number, @Nullable String ifMatch, Function<Extension, NewExtension> change) {
    var old = get(number);
    demandMatch(ifMatch, old);
    var to = change.apply(old);
    to.settings().answering().demandInsideFence(old.settings().answering(), this);
    if (!repository.update(to, old.version())) {
      throw stale();
    }
    saveBox(to);
    var changed = get(number);
    news.tell(old, changed);
    return changed;
  }

  /// Changes one inside the caller's transaction; the caller tells Asterisk afterwards.
  Extension changeIn(NewExtension to, @Nullable String secret) {
    var changed = changeIn(to.number(), null, old -> to);
    if (secret == null) {
      return changed;
    }
    repository.setSecret(to.number(), SipSecret.chosen(secret, to.number(), "secret"));
    return get(to.number());
  }

  /// Gives it another SIP secret: the chosen one, or a strong one made here. Phones with the old
  /// one must register anew.
  public Secret resetSecret(ExtensionNumber number, @Nullable String chosen) {
    return resetSecret(number, chosen, "extPassword");
  }

  /// @param field what a refusal of the chosen secret names
  public Secret resetSecret(ExtensionNumber number, @Nullable String chosen, String field) {
    var secret = chosen == null ? SipSecret.random() : SipSecret.chosen(chosen, number, field);
    transaction.executeWithoutResult(status -> withSecret(get(number), secret));
    realtime.endpointChanged(number.digits());
    return secret.secret();
  }

  /// Ends it. Its phones are gone for Asterisk before this returns, and so they are for whoever
  /// gets the number next.
  public void delete(ExtensionNumber number) {
    delete(number, null);
  }

  /// @param ifMatch the `ETag` that the caller saw, or null when any will do
  public void delete(ExtensionNumber number, @Nullable String ifMatch) {
    transaction.executeWithoutResult(status -> {
      var old = get(number);
      demandMatch(ifMatch, old);
      if (!repository.delete(number)) {
        throw unknown();
      }
      news.tell(old, null);
    });
    realtime.endpointRemoved(number.digits());
  }

  private static void demandMatch(@Nullable String ifMatch, Extension old) {
    if (ifMatch != null && !ifMatch.equals(old.etag())) {
      throw stale();
    }
  }

  private void saveBox(NewExtension extension) {
    var box = extension.settings().voicemail();
    if (box == null) {
      repository.deleteBox(extension.number());
      return;
    }
    repository.saveBoxes(
        List.of(
            ExtensionRows.row(
                extension.number(),
                box,
                extension.pin(),
                NewExtension.randomPin(extension.number()))));
    if (extension.pin() != null) {
      repository.setPin(extension.number(), extension.pin());
    }
  }

  private static RuntimeException stale() {
    return Refusal.of(
            Refusal.Kind.STALE, "stale", "Someone changed this extension meanwhile: read it again.")
        .asException();
  }

  private static RuntimeException unknown() {
    return Refusal.notFound("Extension does not exists.").asException();
  }
}
