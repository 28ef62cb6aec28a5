package com.unifiedbx.pbx;

/// The build's entry: Spring puts the application together once without starting it, and writes
/// down as Java what it found out, so that no start has to find it out again.
///
/// So conditions are decided when the product is built, and only what is true of every start may be
/// one (`@ConditionalOnProperty`, `@Profile`). What depends on settings decides when it runs, or is
/// registered by a [org.springframework.beans.factory.BeanRegistrar], which runs at each start.
final class AheadOfTime {

  private AheadOfTime() {}

  public static void main(String[] args) {
    PbxApi.application().run(args);
  }
}
