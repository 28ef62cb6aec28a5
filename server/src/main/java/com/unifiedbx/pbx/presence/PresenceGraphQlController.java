package com.unifiedbx.pbx.presence;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.MillisecondTime;
import com.unifiedbx.pbx.presence.ExtensionStatus.Messages;
import com.unifiedbx.pbx.presence.ExtensionStatus.Phone;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/// The state of an extension by GraphQL.
@Controller
class PresenceGraphQlController {

  private final Presence presence;

  PresenceGraphQlController(Presence presence) {
    this.presence = presence;
  }

  /// The status in the schema's shape.
  record Node(
      String extension,
      String state,
      List<ContactNode> contacts,
      int calls,
      Map<String, Integer> voicemail,
      boolean status,
      String message) {

    static Node of(ExtensionStatus from) {
      return new Node(
          from.extension(),
          from.state(),
          from.contacts().stream().map(ContactNode::of).toList(),
          from.calls(),
          counts(from.voicemail()),
          true,
          "Extension status found successfully");
    }

    /// A map, for the names of its fields are no names for Java.
    private static Map<String, Integer> counts(Messages from) {
      return Map.of("new", from.unheard(), "old", from.heard());
    }
  }

  /// A registered phone.
  record ContactNode(
      String uri,
      String userAgent,
      String status,
      @Nullable Double roundtripMs,
      @Nullable String expiresAt) {

    static ContactNode of(Phone from) {
      return new ContactNode(
          from.uri(), from.userAgent(), from.status(), from.roundtripMs(), text(from.expiresAt()));
    }

    private static @Nullable String text(@Nullable Instant time) {
      return time == null ? null : MillisecondTime.text(time);
    }
  }

  @QueryMapping
  @RequiresScope(Scope.EXTENSION_READ)
  Node fetchExtensionStatus(@Argument String extensionId) {
    Caller.current().fence().demandExtension("extensionId", extensionId);
    return Node.of(presence.status(extensionId));
  }
}
