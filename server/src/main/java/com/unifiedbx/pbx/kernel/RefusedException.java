package com.unifiedbx.pbx.kernel;

/// Carries a [Refusal] from a façade to the edge, where `rest` and `graphql` each turn it into an
/// answer, once.
///
/// It has no stack trace: a refusal is an answer, not a fault of ours.
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  public RefusedException(Refusal refusal) {
    super(refusal.message(), null, false, false);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
