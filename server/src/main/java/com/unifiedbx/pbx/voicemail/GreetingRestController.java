package com.unifiedbx.pbx.voicemail;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.rest.Described;
import com.unifiedbx.pbx.rest.FileAnswer;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/// Greetings by REST; which ones there are, the box itself answers.
@RestController
@RequestMapping("/admin/api/api/voicemail/{box}/greetings/{kind}")
class GreetingRestController {

  private final Voicemail voicemail;
  private final Greetings greetings;

  GreetingRestController(Voicemail voicemail, Greetings greetings) {
    this.voicemail = voicemail;
    this.greetings = greetings;
  }

  @Described("A greeting, as WAV.")
  @GetMapping
  @RequiresScope(Scope.VOICEMAIL_READ)
  void fetch(@PathVariable String box, @PathVariable String kind, ServletWebRequest exchange)
      throws IOException {
    try (var file = greetings.open(voicemail.mailbox(box), kind(kind))) {
      FileAnswer.send(file.channel(), VoicemailRestController.WAV, file.etag(), exchange);
    }
  }

  @Described("Replaces a greeting.")
  @PutMapping
  @RequiresScope(Scope.VOICEMAIL_WRITE)
  ResponseEntity<Void> save(
      @PathVariable String box, @PathVariable String kind, InputStream sound) {
    greetings.save(voicemail.mailbox(box), kind(kind), sound);
    return ResponseEntity.noContent().build();
  }

  @Described("Deletes a greeting: callers hear the standard one.")
  @DeleteMapping
  @RequiresScope(Scope.VOICEMAIL_WRITE)
  ResponseEntity<Void> delete(@PathVariable String box, @PathVariable String kind) {
    greetings.delete(voicemail.mailbox(box), kind(kind));
    return ResponseEntity.noContent().build();
  }

  static GreetingKind kind(String text) {
    var found = GreetingKind.find(text);
    if (found == null) {
      throw Refusal.notFound("The greetings are unavail, busy, greet (the name) and temp.")
          .asException();
    }
    return found;
  }
}
