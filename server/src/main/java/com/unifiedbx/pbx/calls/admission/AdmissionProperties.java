package com.unifiedbx.pbx.calls.admission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `pbx.calls.admission.*`: when Asterisk has enough to do.
///
/// @param limit the most calls that may be on their way from `Originate` to dialling at once,
///   however fast Asterisk is
/// @param slow from the `Originate` to dialling: longer than this, and fewer calls at once are
///   tried
/// @param patience how long a request waits for its turn before it is answered `overloaded`
@ConfigurationProperties("pbx.calls.admission")
public record AdmissionProperties(
    @DefaultValue("200") int limit,
    @DefaultValue("250ms") Duration slow,
    @DefaultValue("1s") Duration patience) {}
