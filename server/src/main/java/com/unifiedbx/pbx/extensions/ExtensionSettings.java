package com.unifiedbx.pbx.extensions;

import org.jspecify.annotations.Nullable;

/// Everything about an extension that someone may choose, but for its number and its secrets.
///
/// @param voicemail its box, or null when it has none
public record ExtensionSettings(
    Person person,
    Phone phone,
    Answering answering,
    RecordingPolicy recording,
    @Nullable VoicemailBox voicemail) {

  /// What an extension has when only its name is said.
  public static ExtensionSettings named(String name) {
    return new ExtensionSettings(
        new Person(name, "", "", "", "", "en", ""),
        Phone.DEFAULT,
        Answering.DEFAULT,
        RecordingPolicy.DEFAULT,
        null);
  }

  public ExtensionSettings with(Person other) {
    return new ExtensionSettings(other, phone, answering, recording, voicemail);
  }

  public ExtensionSettings with(Phone other) {
    return new ExtensionSettings(person, other, answering, recording, voicemail);
  }

  public ExtensionSettings with(Answering other) {
    return new ExtensionSettings(person, phone, other, recording, voicemail);
  }

  public ExtensionSettings with(RecordingPolicy other) {
    return new ExtensionSettings(person, phone, answering, other, voicemail);
  }

  public ExtensionSettings withBox(@Nullable VoicemailBox other) {
    return new ExtensionSettings(person, phone, answering, recording, other);
  }
}
