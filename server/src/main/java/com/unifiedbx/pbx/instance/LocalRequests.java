package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.instance.network.Addresses;
import com.unifiedbx.pbx.instance.network.LocalApi;
import java.io.IOException;
import java.nio.file.Path;

/// The API of an instance on this machine, for commands that work through it: what they change then
/// reaches Asterisk, the event log and the audit log as every change does.
public final class LocalRequests {

  private final LocalApi api;
  private final String address;

  private LocalRequests(LocalApi api, String address) {
    this.api = api;
    this.address = address;
  }

  /// @param body as text
  public record Answer(int status, String body) {}

  /// @throws InstanceException when there is no instance
  public static LocalRequests of(DataDirectory directory) {
    var file = RunningInstance.of(directory).file();
    var host = Addresses.reachable(file.text("bind", "127.0.0.1"));
    var certificate = Path.of(file.text("certificate", ""));
    return new LocalRequests(new LocalApi(host, file.number("httpsPort", 8443), certificate), host);
  }

  /// The address that the API sees these requests come from, as far as it is known.
  public String address() {
    return address;
  }

  /// @throws InstanceException when nobody answers
  public Answer post(String path, String token, String type, String body) {
    try {
      return answer(api.post(path, token, type, body));
    } catch (IOException e) {
      throw new InstanceException("The API does not answer (" + e.getMessage() + "): is it up?");
    }
  }

  /// @throws InstanceException when nobody answers
  public Answer get(String path, String token) {
    try {
      return answer(api.get(path, token));
    } catch (IOException e) {
      throw new InstanceException("The API does not answer (" + e.getMessage() + "): is it up?");
    }
  }

  private static Answer answer(LocalApi.Answer answer) {
    return new Answer(answer.status(), answer.body());
  }
}
