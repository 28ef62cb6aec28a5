package com.unifiedbx.pbx;

import com.unifiedbx.pbx.instance.ApiServer;
import com.unifiedbx.pbx.instance.Instance;
import java.util.Map;

/// The door through which tests of other packages start the application as `up` does.
public final class TestProgram {

  private TestProgram() {}

  public static ApiServer start(Map<String, Object> properties, Instance instance) {
    return PbxApi.start(properties, instance);
  }
}
