package com.unifiedbx.pbx.cdr;

import java.util.List;

/// New records have been stored and committed; each record is announced once, in the order in which
/// Asterisk wrote them.
///
/// Listeners run on the importing thread, one after the other: slow ones delay the import. A
/// process that dies between the commit and this event announces the batch never; the rows are
/// there.
public record CdrsImported(List<Cdr> cdrs) {

  public CdrsImported {
    cdrs = List.copyOf(cdrs);
  }
}
