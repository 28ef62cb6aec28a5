package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// The call detail records: look one up, list them, and see whether they arrive.
///
/// A record is here within a second of the moment at which Asterisk wrote it, at the end of its
/// leg. [CdrsImported] tells of new ones.
@Service
public class Cdrs {

  private final CdrRepository repository;
  private final ImportProgress progress;

  Cdrs(CdrRepository repository, ImportProgress progress) {
    this.repository = repository;
    this.progress = progress;
  }

  /// The record of that id; refuses with `not_found` when there is none.
  public Cdr get(String id) {
    var key = CdrKey.find(id);
    var cdr = key == null ? null : repository.find(key);
    if (cdr == null) {
      throw Refusal.notFound("There is no call detail record " + quoted(id) + ".").asException();
    }
    return cdr;
  }

  /// Records that pass the filter, newest start first. Pages stay apart while rows arrive: nothing
  /// is shown twice, and nothing that was there is skipped.
  ///
  /// @param limit at most so many, see [Page#limit]
  /// @param cursor `nextCursor` of the page before, or null for the first
  public Page<Cdr> list(CdrFilter filter, int limit, @Nullable String cursor) {
    var after = cursor == null ? null : CdrKey.find(cursor);
    if (cursor != null && after == null) {
      throw Refusal.badValue("cursor", "cursor is not one that a page of this list gave out.")
          .asException();
    }
    var rows = repository.list(filter, limit + 1, after);
    var more = rows.size() > limit;
    var items = more ? rows.subList(0, limit) : rows;
    return new Page<>(items, more ? items.getLast().id() : null, repository.count(filter));
  }

  /// All records of one originated call, oldest first.
  public List<Cdr> byCallId(String callId) {
    return repository.list(CdrFilter.ofCall(callId), Page.MAX_LIMIT, null).reversed();
  }

  /// How the import is doing. Asks nobody, so it answers while the database is away.
  public ImportStatus importStatus() {
    return progress.status();
  }

  private static String quoted(String id) {
    return id.matches("[0-9a-z-]{1,40}") ? "\"" + id + "\"" : "of that id";
  }
}
