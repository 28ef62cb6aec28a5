package com.unifiedbx.pbx.voicemail;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.rest.Described;
import com.unifiedbx.pbx.rest.FileAnswer;
import com.unifiedbx.pbx.voicemail.spool.Folder;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/// Boxes and their messages by REST.
@RestController
@RequestMapping("/admin/api/api/voicemail/{box}")
class VoicemailRestController {

  static final MediaType WAV = MediaType.parseMediaType("audio/wav");

  private final Voicemail voicemail;
  private final MessageBatch batch;

  VoicemailRestController(Voicemail voicemail, MessageBatch batch) {
    this.voicemail = voicemail;
    this.batch = batch;
  }

  /// What a message shall become: one of both.
  record Change(@Nullable String folder, @Nullable Boolean read) {}

  /// Where a copy goes.
  record Forward(@Nullable String mailbox) {}

  @Described("Shows how much there is in a mailbox.")
  @GetMapping
  @RequiresScope(Scope.VOICEMAIL_READ)
  Mailbox mailbox(@PathVariable String box) {
    return voicemail.contents(voicemail.mailbox(box));
  }

  @Described("Lists the messages of a mailbox, newest first.")
  @GetMapping("/messages")
  @RequiresScope(Scope.VOICEMAIL_READ)
  Page<VoicemailMessage> list(
      @PathVariable String box,
      @RequestParam(required = false) @Nullable String folder,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return voicemail.list(
        voicemail.mailbox(box),
        folder == null ? null : Folder.named(folder),
        Page.limit(limit),
        cursor);
  }

  @Described("Shows a message.")
  @GetMapping("/messages/{id}")
  @RequiresScope(Scope.VOICEMAIL_READ)
  VoicemailMessage fetch(@PathVariable String box, @PathVariable String id) {
    return voicemail.get(voicemail.idIn(box, id));
  }

  @Described("The recording of a message, as WAV; obeys Range.")
  @GetMapping("/messages/{id}/audio")
  @RequiresScope(Scope.VOICEMAIL_READ)
  void audio(@PathVariable String box, @PathVariable String id, ServletWebRequest exchange)
      throws IOException {
    try (var audio = voicemail.open(voicemail.idIn(box, id))) {
      FileAnswer.send(audio.file(), WAV, id, exchange);
    }
  }

  @Described("Moves a message, or marks it read or unread.")
  @PatchMapping("/messages/{id}")
  @RequiresScope(Scope.VOICEMAIL_WRITE)
  VoicemailMessage change(
      @PathVariable String box, @PathVariable String id, @RequestBody Change change) {
    return voicemail.change(voicemail.idIn(box, id), change.folder(), change.read());
  }

  @Described("Deletes a message.")
  @DeleteMapping("/messages/{id}")
  @RequiresScope(Scope.VOICEMAIL_WRITE)
  ResponseEntity<Void> delete(@PathVariable String box, @PathVariable String id) {
    voicemail.delete(voicemail.idIn(box, id));
    return ResponseEntity.noContent().build();
  }

  @Described("Puts a copy of a message into another mailbox.")
  @PostMapping("/messages/{id}/forward")
  @RequiresScope(Scope.VOICEMAIL_WRITE)
  ResponseEntity<VoicemailMessage> forward(
      @PathVariable String box, @PathVariable String id, @RequestBody Forward to) {
    var copy = voicemail.forward(voicemail.idIn(box, id), voicemail.target(to.mailbox()));
    var place = "/admin/api/api/voicemail/%s/messages/%s".formatted(copy.mailbox(), copy.id());
    return ResponseEntity.created(URI.create(place)).body(copy);
  }

  @Described("Moves, marks, forwards or deletes many messages; answers for each.")
  @PostMapping("/messages:batch")
  @RequiresScope(Scope.VOICEMAIL_WRITE)
  MessageBatch.Results batch(@PathVariable String box, @RequestBody MessageBatch.Order order) {
    return batch.carryOut(box, order);
  }
}
