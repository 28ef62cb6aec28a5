package com.unifiedbx.pbx.routing;

import com.unifiedbx.pbx.kernel.NumberOwner;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/// The numbers that the dialplan itself has (`extensions.conf`, `res_parking.conf`): parking, and
/// emergency services, whose calls nothing may take.
@Component
class DialplanNumbers implements NumberOwner {

  private static final Set<String> EMERGENCY = Set.of("112", "911", "933", "999");
  private static final int PARKING = 700;
  private static final int LAST_SPACE = 720;

  @Override
  public Map<String, String> ownersOf(Collection<String> numbers) {
    var owners = new HashMap<String, String>();
    for (var number : numbers) {
      if (EMERGENCY.contains(number)) {
        owners.put(number, "the emergency services");
      } else if (number.length() == 3) {
        var value = Integer.parseInt(number);
        if (value == PARKING) {
          owners.put(number, "the parking lot");
        } else if (value > PARKING && value <= LAST_SPACE) {
          owners.put(number, "a parking space");
        }
      }
    }
    return owners;
  }
}
