package com.unifiedbx.pbx.extensions.freepbx;

import com.unifiedbx.pbx.extensions.Answering;
import com.unifiedbx.pbx.extensions.Extension;
import com.unifiedbx.pbx.extensions.ExtensionQuery;
import com.unifiedbx.pbx.extensions.RecordingPolicy;
import com.unifiedbx.pbx.kernel.Destination;
import com.unifiedbx.pbx.kernel.OfExtension;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shapes of FreePBX's schema, read from an [Extension]. Field names are the schema's.
///
/// Public because graphql-java then reads them by compiled accessors instead of reflection: a list
/// has thousands of fields.
public final class ExtensionNodes {

  private ExtensionNodes() {}

  /// Where a page begins and ends.
  public record PageEnds(
      boolean hasNextPage,
      boolean hasPreviousPage,
      @Nullable String startCursor,
      @Nullable String endCursor) {}

  /// A page; how many there are in all is counted only when it is asked for, by the controller.
  public record Connection(
      List<Node> extension,
      PageEnds pageInfo,
      ExtensionQuery query,
      @Nullable Boolean status,
      @Nullable String message) {

    public int count() {
      return extension.size();
    }

    public List<Node> extensions() {
      return extension;
    }

    public List<CoreUser> coreUser() {
      return extension.stream().map(Node::user).toList();
    }

    public List<CoreDevice> coreDevice() {
      return extension.stream().map(Node::coreDevice).toList();
    }

    public List<Edge> edges() {
      return extension.stream().map(node -> new Edge(node, query.cursor(node.extension))).toList();
    }
  }

  /// An item of a page and its place.
  public record Edge(Node extension, String cursor) {

    public Node node() {
      return extension;
    }
  }

  /// Type `extension`. Status and message are set where it stands alone.
  public record Node(Extension extension, @Nullable Boolean status, @Nullable String message)
      implements OfExtension {

    public String id() {
      return GlobalId.of("extension", extensionId());
    }

    @Override
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
      return new CoreDevice(extension, null, null);
    }

    public String email() {
      return extension.email();
    }

    public String callerID() {
      return extension.settings().person().callerId();
    }

    public String maxContacts() {
      return String.valueOf(extension.settings().phone().maxContacts());
    }

    public boolean vmEnable() {
      return extension.voicemail() != null;
    }

    public List<String> codecs() {
      return extension.settings().phone().codecs();
    }

    public String dtmfMode() {
      return extension.settings().phone().dtmfMode();
    }

    public String profile() {
      return extension.settings().phone().profile();
    }

    public String language() {
      return extension.settings().person().language();
    }

    public String timeZone() {
      return extension.settings().person().timeZone();
    }

    public List<String> callGroups() {
      return extension.settings().phone().callGroups();
    }

    public List<String> pickupGroups() {
      return extension.settings().phone().pickupGroups();
    }

    public String createdAt() {
      return extension.createdAt().toString();
    }

    public String updatedAt() {
      return extension.updatedAt().toString();
    }

    public String etag() {
      return extension.etag();
    }
  }

  /// Type `coreuser`.
  public record CoreUser(Extension of) {

    private Answering answering() {
      return of.settings().answering();
    }

    private RecordingPolicy policy() {
      return of.settings().recording();
    }

    public String id() {
      return GlobalId.of("coreuser", extension());
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

    public String noanswer() {
      return "";
    }

    public String recording() {
      return "";
    }

    public String outboundCid() {
      return of.settings().person().outboundCid();
    }

    public String sipname() {
      return "";
    }

    public String noanswerCid() {
      return "";
    }

    public String busyCid() {
      return "";
    }

    public String chanunavailCid() {
      return "";
    }

    public String noanswerDestination() {
      return freepbx(answering().noAnswer());
    }

    public String busyDestination() {
      return freepbx(answering().busy());
    }

    public String chanunavailDestination() {
      return freepbx(answering().unavailable());
    }

    public String mohclass() {
      return of.settings().phone().musicClass();
    }

    public boolean callwaiting() {
      return answering().callWaiting();
    }

    public boolean donotdisturb() {
      return answering().doNotDisturb();
    }

    public String callforward_all() {
      return answering().forwardAll();
    }

    public String callforward_busy() {
      return answering().forwardBusy();
    }

    public String callforward_unconditional() {
      return answering().forwardNoAnswer();
    }

    public int callforward_ringtimer() {
      return of.ringSeconds();
    }

    public String recording_in_external() {
      return policy().inboundExternal();
    }

    public String recording_out_external() {
      return policy().outboundExternal();
    }

    public String recording_in_internal() {
      return policy().inboundInternal();
    }

    public String recording_out_internal() {
      return policy().outboundInternal();
    }

    public String recording_ondemand() {
      return policy().onDemand() ? "enabled" : "disabled";
    }

    public int recording_priority() {
      return policy().priority();
    }

    private static String freepbx(@Nullable Destination destination) {
      return destination == null ? "" : destination.freepbx();
    }
  }

  /// Type `coredevice`. Status and message are set where it stands alone.
  public record CoreDevice(Extension of, @Nullable Boolean status, @Nullable String message) {

    public String id() {
      return GlobalId.of("coredevice", deviceId());
    }

    public String deviceId() {
      return of.number().digits();
    }

    public List<CoreDevice> coreDevice() {
      return List.of(this);
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

    public CoreUser user() {
      return new CoreUser(of);
    }

    public String description() {
      return of.name();
    }

    public String emergencyCid() {
      return of.settings().person().emergencyCid();
    }
  }
}
