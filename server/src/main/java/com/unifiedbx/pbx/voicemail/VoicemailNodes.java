package com.unifiedbx.pbx.voicemail;

import com.unifiedbx.pbx.kernel.MillisecondTime;
import com.unifiedbx.pbx.kernel.Page;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shapes of the schema, read from messages and boxes. Public because graphql-java then reads
/// them without reflection.
public final class VoicemailNodes {

  private VoicemailNodes() {}

  /// A page of a box.
  public record Connection(Page<VoicemailMessage> page, boolean hasPrevious) {

    public PageEnds pageInfo() {
      var items = page.items();
      return new PageEnds(
          page.nextCursor() != null,
          hasPrevious,
          items.isEmpty() ? null : cursor(items.getFirst()),
          items.isEmpty() ? null : cursor(items.getLast()));
    }

    public List<Edge> edges() {
      return voicemailMessage().stream().map(node -> new Edge(node, cursor(node.of))).toList();
    }

    public long totalCount() {
      return page.total();
    }

    public int count() {
      return page.items().size();
    }

    public List<Node> voicemailMessage() {
      return page.items().stream().map(message -> new Node(message, null, null)).toList();
    }

    public boolean status() {
      return true;
    }

    public String message() {
      return "Voicemail messages found successfully";
    }
  }

  public record Edge(Node node, String cursor) {}

  public record PageEnds(
      boolean hasNextPage,
      boolean hasPreviousPage,
      @Nullable String startCursor,
      @Nullable String endCursor) {}

  /// Type `voicemailMessage`. Status and message are set where it stands alone.
  public record Node(VoicemailMessage of, @Nullable Boolean status, @Nullable String message) {

    public String id() {
      var text = "voicemailMessage:" + of.id();
      return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    public String messageId() {
      return of.id();
    }

    public String mailbox() {
      return of.mailbox();
    }

    public String folder() {
      return of.folder();
    }

    public String callerId() {
      return of.callerId();
    }

    public String receivedAt() {
      return MillisecondTime.text(of.receivedAt());
    }

    public int duration() {
      return of.duration();
    }

    public boolean read() {
      return of.read();
    }

    public int size() {
      return (int) Math.min(of.size(), Integer.MAX_VALUE);
    }

    public String audio() {
      return "/admin/api/api/voicemail/%s/messages/%s/audio".formatted(of.mailbox(), of.id());
    }
  }

  /// Type `voicemailBox`.
  public record Box(Mailbox of) {

    public String mailbox() {
      return of.mailbox();
    }

    public int newMessages() {
      return of.newMessages();
    }

    public int oldMessages() {
      return of.old();
    }

    public int totalMessages() {
      return of.total();
    }

    public List<String> greetings() {
      return of.greetings();
    }

    public boolean status() {
      return true;
    }

    public String message() {
      return "Voicemail box found successfully";
    }
  }

  /// The envelope of the mutations.
  public record Payload(
      boolean status,
      String message,
      @Nullable Node voicemailMessage,
      @Nullable String clientMutationId) {}

  private static String cursor(VoicemailMessage message) {
    return MessageCursor.of(message).toString();
  }
}
