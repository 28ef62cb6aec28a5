package com.unifiedbx.pbx.voicemail;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.voicemail.VoicemailNodes.Box;
import com.unifiedbx.pbx.voicemail.VoicemailNodes.Connection;
import com.unifiedbx.pbx.voicemail.VoicemailNodes.Node;
import com.unifiedbx.pbx.voicemail.VoicemailNodes.Payload;
import com.unifiedbx.pbx.voicemail.spool.Folder;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/// Boxes and their messages by GraphQL, in the manner of FreePBX's operations.
@Controller
class VoicemailGraphQlController {

  private final Voicemail voicemail;
  private final Greetings greetings;

  VoicemailGraphQlController(Voicemail voicemail, Greetings greetings) {
    this.voicemail = voicemail;
    this.greetings = greetings;
  }

  record UpdateInput(
      String messageId,
      @Nullable String folder,
      @Nullable Boolean read,
      @Nullable String clientMutationId) {}

  record DeleteInput(String messageId, @Nullable String clientMutationId) {}

  record ForwardInput(String messageId, String mailbox, @Nullable String clientMutationId) {}

  record GreetingInput(String mailbox, String greeting, @Nullable String clientMutationId) {}

  @QueryMapping
  @RequiresScope(Scope.VOICEMAIL_READ)
  Connection fetchAllVoicemailMessages(
      @Argument String mailbox,
      @Argument @Nullable String folder,
      @Argument @Nullable Integer first,
      @Argument @Nullable String after) {
    var limit = first == null ? Page.DEFAULT_LIMIT : first;
    if (limit < 1 || limit > Page.MAX_LIMIT) {
      throw Refusal.badValue("first", "first is between 1 and " + Page.MAX_LIMIT + ".")
          .asException();
    }
    var page =
        voicemail.list(
            voicemail.mailbox(mailbox), folder == null ? null : Folder.named(folder), limit, after);
    return new Connection(page, after != null);
  }

  @QueryMapping
  @RequiresScope(Scope.VOICEMAIL_READ)
  Node fetchVoicemailMessage(@Argument String messageId) {
    return new Node(voicemail.get(messageId), true, "Voicemail message found successfully");
  }

  @QueryMapping
  @RequiresScope(Scope.VOICEMAIL_READ)
  Box fetchVoicemailBox(@Argument String mailbox) {
    return new Box(voicemail.contents(voicemail.mailbox(mailbox)));
  }

  @MutationMapping
  @RequiresScope(Scope.VOICEMAIL_WRITE)
  Payload updateVoicemailMessage(@Argument UpdateInput input) {
    var changed = voicemail.change(input.messageId(), input.folder(), input.read());
    return done("Voicemail message has been updated", changed, input.clientMutationId());
  }

  @MutationMapping
  @RequiresScope(Scope.VOICEMAIL_WRITE)
  Payload deleteVoicemailMessage(@Argument DeleteInput input) {
    voicemail.delete(input.messageId());
    return done("Voicemail message has been deleted", null, input.clientMutationId());
  }

  @MutationMapping
  @RequiresScope(Scope.VOICEMAIL_WRITE)
  Payload forwardVoicemailMessage(@Argument ForwardInput input) {
    var copy = voicemail.forward(input.messageId(), voicemail.target(input.mailbox()));
    return done("Voicemail message has been forwarded", copy, input.clientMutationId());
  }

  @MutationMapping
  @RequiresScope(Scope.VOICEMAIL_WRITE)
  Payload deleteVoicemailGreeting(@Argument GreetingInput input) {
    var kind = GreetingRestController.kind(input.greeting());
    greetings.delete(voicemail.mailbox(input.mailbox()), kind);
    return done("Voicemail greeting has been deleted", null, input.clientMutationId());
  }

  private static Payload done(
      String message, @Nullable VoicemailMessage shown, @Nullable String clientMutationId) {
    var node = shown == null ? null : new Node(shown, null, null);
    return new Payload(true, message, node, clientMutationId);
  }
}
