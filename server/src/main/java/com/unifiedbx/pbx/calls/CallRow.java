package com.unifiedbx.pbx.calls;

import com.unifiedbx.pbx.calls.tracking.CallPlan;

/// A call together with what its state machine needs to go on after a restart.
record CallRow(Call call, CallPlan plan) {}
