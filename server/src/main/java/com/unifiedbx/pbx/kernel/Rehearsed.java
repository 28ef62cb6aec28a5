package com.unifiedbx.pbx.kernel;

/// The operation of this thread was only rehearsed (`dryRun`): nothing was attempted, so the audit
/// log has nothing to tell. Published with Spring's `ApplicationEventPublisher` by operations whose
/// arguments do not say it by themselves.
public record Rehearsed() {}
