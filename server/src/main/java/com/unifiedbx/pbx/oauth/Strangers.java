package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.ratelimit.Charge;
import com.unifiedbx.pbx.ratelimit.Limit;
import com.unifiedbx.pbx.ratelimit.RateLimits;
import org.springframework.stereotype.Component;

/// Limits by address what comes without a good token. Good tokens are not counted, so that whoever
/// shares an address with a noisy stranger does not notice.
@Component
class Strangers {

  private final RateLimits limits;
  private final Limit limit;

  Strangers(RateLimits limits, OAuthProperties properties) {
    this.limits = limits;
    this.limit =
        Limit.perSecond(
            "address", properties.strangers().perSecond(), properties.strangers().burst());
  }

  Charge refused(String address) {
    return limits.charge(limit, address);
  }

  /// @throws BearerFailure when too many came from there
  void demandPatience(String address) {
    var charge = limits.look(limit, address);
    if (!charge.allowed()) {
      throw BearerFailure.limited(refusal(charge));
    }
  }

  static Refusal refusal(Charge charge) {
    return charge.refusal(
        "Too many requests without a good token came from this address: wait as Retry-After says.");
  }
}
