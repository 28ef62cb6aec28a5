package com.unifiedbx.pbx.bench.report;

import java.util.Collection;

/// Measured values of one kind, in order of size.
public record Numbers(double[] sorted) {

  public static Numbers of(Collection<Double> values) {
    return new Numbers(values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
  }

  public double median() {
    return at(0.5);
  }

  /// The value that this share of all values does not exceed; 0 when there are none.
  public double at(double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
  }

  public double least() {
    return at(0);
  }

  public double most() {
    return at(1);
  }
}
