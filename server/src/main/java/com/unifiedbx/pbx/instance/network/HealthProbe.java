package com.unifiedbx.pbx.instance.network;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Asks this machine's API how it is.
public final class HealthProbe {

  private HealthProbe() {}

  /// @param status the HTTP status, 0 when there was no answer
  /// @param detail the body, or why there was no answer
  public record Answer(int status, String detail) {
    public boolean isHealthy() {
      return status == 200;
    }

    /// The text at a place of the answer (a JSON pointer), empty when there is none.
    public String says(String place) {
      try {
        return JsonMapper.shared().readTree(detail).at(place).asString("");
      } catch (JacksonException e) {
        return "";
      }
    }
  }

  public static Answer ask(String host, int port, Path certificate) {
    try {
      var answer = new LocalApi(host, port, certificate).get("/health");
      return new Answer(answer.status(), answer.body());
    } catch (IOException e) {
      return new Answer(0, String.valueOf(e.getMessage()));
    }
  }
}
