package com.unifiedbx.pbx;

import com.unifiedbx.pbx.instance.ApiServer;
import com.unifiedbx.pbx.instance.Instance;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;

/// The door through which tests of other packages start the application as `up` does.
public final class TestProgram {

  private TestProgram() {}

  /// The application, put together as the build has found it out, with settings of a test's own.
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(PbxApi.class).main(AheadOfTime.class);
  }

  public static ApiServer start(Map<String, Object> properties, Instance instance) {
    return PbxApi.start(properties, instance);
  }
}
