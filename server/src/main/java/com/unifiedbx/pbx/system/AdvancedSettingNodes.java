package com.unifiedbx.pbx.system;

import com.unifiedbx.pbx.access.NodeSource;
import com.unifiedbx.pbx.access.Scope;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Advanced settings by global id.
@Component
class AdvancedSettingNodes implements NodeSource {

  @Override
  public String type() {
    return "advacesettings";
  }

  @Override
  public Scope scope() {
    return Scope.SYSTEM_READ;
  }

  @Override
  public @Nullable Object find(String id) {
    return Arrays.stream(AdvancedSetting.values())
        .filter(setting -> setting.name().equals(id))
        .map(AdvancedSetting::node)
        .findFirst()
        .orElse(null);
  }
}
