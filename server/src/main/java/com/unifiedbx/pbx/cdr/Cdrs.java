package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.cdr.recordings.Recordings;
import com.unifiedbx.pbx.cdr.statistics.Tally;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// The call detail records: look one up, list them, and see whether they arrive.
///
/// A record is here within a second of the moment at which Asterisk wrote it, at the end of its
/// leg. [CdrCreated] tells of new ones. A caller with a fence sees the records of the extensions
/// inside; another one is refused with `outside_fence`.
@Service
public class Cdrs {

  /// A total that nothing counts in advance is counted up to here.
  static final long MOST_COUNTED = 10_000;

  /// Conversations are told apart among so many of the newest legs.
  static final long MOST_LEGS = 5_000;

  private final CdrRepository repository;
  private final Tally tally;
  private final Recordings recordings;
  private final ImportProgress progress;

  Cdrs(CdrRepository repository, Tally tally, Recordings recordings, ImportProgress progress) {
    this.repository = repository;
    this.tally = tally;
    this.recordings = recordings;
    this.progress = progress;
  }

  /// The record of that id; refuses with `not_found` when there is none.
  public Cdr get(String id) {
    var key = CdrKey.find(id);
    var cdr = key == null ? null : repository.find(key);
    if (cdr == null) {
      throw Refusal.notFound("There is no call detail record " + quoted(id) + ".").asException();
    }
    demandInside(List.of(cdr));
    return recordings.on(cdr);
  }

  /// The newest record whose `uniqueid` that is.
  public @Nullable Cdr findByUniqueid(String uniqueid) {
    var cdr = repository.findByUniqueid(uniqueid);
    if (cdr == null) {
      return null;
    }
    demandInside(List.of(cdr));
    return recordings.on(cdr);
  }

  /// The newest records of each of these extensions, by its number; none for one without. The
  /// caller has looked whether they are inside its fence.
  ///
  /// @param limit at most so many of each
  public Map<String, List<Cdr>> newestOf(Collection<String> extensions, int limit) {
    var found = repository.newestOf(extensions, limit);
    found.replaceAll((number, cdrs) -> cdrs.stream().map(recordings::on).toList());
    return found;
  }

  /// Records that pass the filter, newest start first. Pages stay apart while rows arrive: nothing
  /// is shown twice, and nothing that was there is skipped.
  ///
  /// @param limit at most so many, see [Page#limit]
  /// @param cursor `nextCursor` of the page before, or null for the first
  public CdrPage<Cdr> list(CdrFilter filter, int limit, @Nullable String cursor) {
    var items = list(filter, CdrOrder.NEWEST, limit + 1, cursor);
    var more = items.size() > limit;
    var shown = more ? items.subList(0, limit) : items;
    // A first page that is the last one needs no counting.
    var total = more || cursor != null ? count(filter) : items.size();
    return CdrPage.of(shown, more ? shown.getLast().id() : null, total, counted(filter));
  }

  /// The same in any order, without the total.
  public List<Cdr> list(CdrFilter filter, CdrOrder order, int limit, @Nullable String cursor) {
    return repository.list(filter, order, limit, CdrOrder.Position.of(cursor, order)).stream()
        .map(recordings::on)
        .toList();
  }

  /// How many records pass: exact when time, extension, direction and disposition are all that is
  /// asked, else exact up to [#MOST_COUNTED], and one more when there are more.
  public long count(CdrFilter filter) {
    return filter.isCounted() ? tally.count(filter) : repository.count(filter, MOST_COUNTED + 1);
  }

  /// How many records pass, if that can be told without looking at many of them; else null.
  public @Nullable Long findExactCount(CdrFilter filter) {
    var count = count(filter);
    return count <= counted(filter) ? count : null;
  }

  private static long counted(CdrFilter filter) {
    return filter.isCounted() ? Long.MAX_VALUE : MOST_COUNTED;
  }

  /// Conversations of which a leg passes the filter, each once, newest first.
  public CdrPage<Conversation> listConversations(
      CdrFilter filter, int limit, @Nullable String cursor) {
    var after = CdrOrder.Position.of(cursor, CdrOrder.NEWEST);
    var found = repository.listFirstLegs(filter, limit + 1, after == null ? null : after.key());
    var more = found.size() > limit;
    var shown = more ? found.subList(0, limit) : found;
    var legs = repository.legsOf(shown);
    var counted = repository.countConversations(filter, MOST_LEGS);
    var items =
        shown.stream()
            .map(leg -> conversation(Objects.requireNonNull(legs.get(leg.linkedid()))))
            .toList();
    return CdrPage.of(
        items, more ? shown.getLast().id() : null, counted.conversations(), counted.isPart());
  }

  /// The conversation whose legs have that `linkedid`; refuses with `not_found`.
  public Conversation getConversation(String linkedid) {
    var legs = repository.legs(List.of(linkedid)).get(linkedid);
    if (legs == null) {
      throw Refusal.notFound("There is no record of a call with that id.").asException();
    }
    demandInside(legs);
    return conversation(legs);
  }

  /// Of one leg at least, an extension is inside the caller's fence.
  private static void demandInside(List<Cdr> legs) {
    var caller = Caller.find();
    if (caller != null) {
      caller.fence().demandAny("id", legs.stream().flatMap(leg -> leg.parties().stream()).toList());
    }
  }

  private Conversation conversation(List<Cdr> legs) {
    return Conversation.of(legs.stream().map(recordings::on).toList());
  }

  /// All records of one originated call, oldest first.
  public List<Cdr> byCallId(String callId) {
    return list(CdrFilter.ofCall(callId), CdrOrder.NEWEST, Page.MAX_LIMIT, null).reversed();
  }

  /// How the import is doing. Asks nobody, so it answers while the database is away.
  public ImportStatus importStatus() {
    return progress.status();
  }

  private static String quoted(String id) {
    return id.matches("[0-9a-z-]{1,40}") ? "\"" + id + "\"" : "of that id";
  }
}
