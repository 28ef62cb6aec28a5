package com.unifiedbx.pbx.voicemail;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/// What is in a box.
///
/// @param newMessages in `INBOX` and `Urgent`: what the lamp of the phone shows
/// @param old in `Old`
/// @param total in all folders
/// @param folders how many messages each folder holds that holds any
/// @param greetings the greetings of its own that it has
public record Mailbox(
    String mailbox,
    @JsonProperty("new") int newMessages,
    int old,
    int total,
    Map<String, Integer> folders,
    List<String> greetings) {

  public Mailbox {
    folders = Map.copyOf(folders);
    greetings = List.copyOf(greetings);
  }
}
