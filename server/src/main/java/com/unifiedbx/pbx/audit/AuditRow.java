package com.unifiedbx.pbx.audit;

/// An entry at its place in the chain.
///
/// @param seq counts from 1, without gaps
/// @param previous the hash of the row before
record AuditRow(long seq, AuditEntry entry, byte[] previous, byte[] hash) {}
