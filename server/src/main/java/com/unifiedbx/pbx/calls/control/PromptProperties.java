package com.unifiedbx.pbx.calls.control;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `pbx.calls.prompts.*`: what may be played to calls.
///
/// @param sounds names of sounds as Asterisk knows them, without language and ending; add those of
///   your own files here
@ConfigurationProperties("pbx.calls.prompts")
record PromptProperties(
    @DefaultValue({
          "beep",
          "hello-world",
          "one-moment-please",
          "queue-thankyou",
          "queue-youarenext",
          "queue-periodic-announce",
          "conf-now-recording",
          "all-circuits-busy-now",
          "cannot-complete-as-dialed",
          "please-try-again",
          "auth-thankyou",
          "privacy-thankyou",
          "goodbye"
        })
        List<String> sounds) {}
