package com.unifiedbx.pbx.graphql;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `pbx.subscriptions.*`: what GraphQL subscriptions may cost.
///
/// @param heartbeat how often a sign of life is sent
/// @param initTimeout how long a WebSocket may be open before it says who it is
/// @param maxPerSocket how many subscriptions one WebSocket may have at a time
/// @param maxSockets how many WebSockets may be open on one node
@ConfigurationProperties("pbx.subscriptions")
record SubscriptionProperties(
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("10s") Duration initTimeout,
    @DefaultValue("100") int maxPerSocket,
    @DefaultValue("5000") int maxSockets) {}
