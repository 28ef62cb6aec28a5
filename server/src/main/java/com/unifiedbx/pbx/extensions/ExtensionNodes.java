package com.unifiedbx.pbx.extensions;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shapes of FreePBX's schema, read from an [Extension]. Field names are the schema's.
///
/// Public because graphql-java then reads them by compiled accessors instead of reflection: a list
/// has thousands of fields.
public final class ExtensionNodes {

  private ExtensionNodes() {}

  /// A page; how many there are in all is counted only when it is asked for, by the controller.
  public record Connection(
      List<Node> extension, PageEnds pageInfo, @Nullable Boolean status, String message) {

    public int count() {
      return extension.size();
    }

    public List<Edge> edges() {
      return extension.stream().map(node -> new Edge(node, cursor(node.extension()))).toList();
    }
  }

  public record Edge(Node node, String cursor) {}

  public record PageEnds(
      boolean hasNextPage,
      boolean hasPreviousPage,
      @Nullable String startCursor,
      @Nullable String endCursor) {}

  /// Type `extension`. Status and message are set where it stands alone.
  public record Node(Extension extension, @Nullable Boolean status, @Nullable String message) {

    public String id() {
      return globalId("extension", extensionId());
    }

    public String extensionId() {
      return extension.number().digits();
    }

    public String tech() {
      return "pjsip";
    }

    public CoreUser user() {
      return new CoreUser(extension);
    }

    public CoreDevice coreDevice() {
      return new CoreDevice(extension);
    }
  }

  /// Type `coreuser`.
  public record CoreUser(Extension of) {

    public String id() {
      return globalId("coreuser", extension());
    }

    public String extension() {
      return of.number().digits();
    }

    public String name() {
      return of.name();
    }

    public String voicemail() {
      return of.voicemail() == null ? "novm" : "default";
    }

    public int ringtimer() {
      return of.ringSeconds();
    }

    public String outboundCid() {
      return of.outboundCid();
    }

    public String sipname() {
      return "";
    }
  }

  /// Type `coredevice`.
  public record CoreDevice(Extension of) {

    public String id() {
      return globalId("coredevice", deviceId());
    }

    public String deviceId() {
      return of.number().digits();
    }

    public String tech() {
      return "pjsip";
    }

    public String dial() {
      return "PJSIP/" + of.number();
    }

    public String devicetype() {
      return "fixed";
    }

    public String description() {
      return of.name();
    }

    public String emergencyCid() {
      return of.emergencyCid();
    }
  }

  static String cursor(Extension extension) {
    return globalId("extension", extension.number().digits());
  }

  private static String globalId(String type, String id) {
    return Base64.getEncoder().encodeToString((type + ":" + id).getBytes(StandardCharsets.UTF_8));
  }
}
