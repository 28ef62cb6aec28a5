package com.unifiedbx.pbx.calls;

/// A call together with what its state machine needs to go on after a restart.
record CallRow(Call call, CallPlan plan) {}
