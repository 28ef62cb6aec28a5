package com.unifiedbx.ami;

/// One event filter of Asterisk 20.11/22.1 or newer, set for the event session only.
///
/// If any filter includes, only included events come. Filters are a saving, not a promise: an
/// Asterisk that refuses one (older, or a user without class `system`) sends more events.
///
/// @param criteria as in manager.conf, such as `action(exclude),name(VarSet)`; empty for a filter
///   of the old kind, an expression over everything, which older versions know too
/// @param expression what the criteria's header or the whole payload is matched against, or empty
public record AmiFilter(String criteria, String expression) {

  public AmiFilter {
    AmiAction.of("Filter").with("MatchCriteria", criteria).with("Filter", expression);
  }

  /// Everything but this event.
  public static AmiFilter exclude(String event) {
    return new AmiFilter("action(exclude),name(" + event + ")", "");
  }

  /// Only this event, and those of other including filters.
  public static AmiFilter include(String event) {
    return new AmiFilter("action(include),name(" + event + ")", "");
  }

  AmiAction action() {
    var action = AmiAction.of("Filter").with("Operation", "Add");
    if (!criteria.isEmpty()) {
      action = action.with("MatchCriteria", criteria);
    }
    return expression.isEmpty() ? action : action.with("Filter", expression);
  }
}
