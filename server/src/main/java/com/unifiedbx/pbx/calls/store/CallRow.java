package com.unifiedbx.pbx.calls.store;

import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.tracking.CallPlan;

/// A call together with what its state machine needs to go on after a restart.
public record CallRow(Call call, CallPlan plan) {}
