package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.ExtensionNumber;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/// The messages and greetings that Asterisk keeps as files, `voicemail/default/<number>` in its
/// spool (app_voicemail).
@Component
class VoicemailSpool {

  private static final Logger log = LoggerFactory.getLogger(VoicemailSpool.class);

  private final @Nullable Path boxes;

  /// @param spool Asterisk's spool directory; empty when Asterisk runs elsewhere, and then its
  ///   keeper removes the files
  VoicemailSpool(@Value("${pbx.asterisk.spool:}") String spool) {
    this.boxes = spool.isEmpty() ? null : Path.of(spool, "voicemail", "default");
  }

  /// Deletes all that is in the box of an extension that is no more. A file that can't be deleted
  /// is reported in the log.
  void remove(ExtensionNumber number) {
    if (boxes == null) {
      return;
    }
    try {
      FileSystemUtils.deleteRecursively(boxes.resolve(number.digits()));
    } catch (IOException e) {
      log.error(
          "The voicemail of the deleted extension {} could not be removed: {}",
          number,
          e.toString());
    }
  }
}
