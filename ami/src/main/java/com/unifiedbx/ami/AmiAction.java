package com.unifiedbx.ami;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something to ask of Asterisk: a name and headers in order. Immutable.
///
/// Nothing that Asterisk could read as a second header or a second action gets in: a control
/// character in a key or a value, a line or a message longer than Asterisk takes is refused with an
/// [IllegalArgumentException] that names the key and never shows the value.
public final class AmiAction {

  /// Asterisk's limit for one line, the ending CR LF included.
  static final int MAX_LINE_BYTES = 1024;

  /// Asterisk's limit for one action; `Action` and `ActionID` count.
  static final int MAX_HEADERS = 128;

  private record Header(String key, String value) {
    String line() {
      return key + ": " + value + "\r\n";
    }
  }

  private final String name;
  private final @Nullable String actionId;
  private final List<Header> headers;

  private AmiAction(String name, @Nullable String actionId, List<Header> headers) {
    this.name = name;
    this.actionId = actionId;
    this.headers = headers;
  }

  public static AmiAction of(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("An action needs a name.");
    }
    return new AmiAction(checked("Action", name), null, List.of());
  }

  /// The same action with one more header; a key may be repeated. `ActionID` is usually left to the
  /// client; give one to recognise later events (`OriginateResponse`), and make it unique.
  public AmiAction with(String key, String value) {
    checkKey(key);
    checked(key, value);
    if (key.equalsIgnoreCase("Action")) {
      throw new IllegalArgumentException("An action has one name; it is given to of().");
    }
    if (key.equalsIgnoreCase("ActionID")) {
      return new AmiAction(name, value, headers);
    }
    if (headers.size() + 2 >= MAX_HEADERS) {
      throw new IllegalArgumentException(
          "Asterisk takes no more than " + MAX_HEADERS + " headers; " + key + " is one too many.");
    }
    var more = new ArrayList<>(headers);
    more.add(new Header(key, value));
    return new AmiAction(name, actionId, List.copyOf(more));
  }

  public String name() {
    return name;
  }

  /// The id given by the caller, if any.
  public @Nullable String actionId() {
    return actionId;
  }

  String encode(String id) {
    var text = new StringBuilder(64 + headers.size() * 32);
    text.append(new Header("Action", name).line()).append(new Header("ActionID", id).line());
    headers.forEach(header -> text.append(header.line()));
    return text.append("\r\n").toString();
  }

  private static void checkKey(String key) {
    if (key.isEmpty() || !key.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':')) {
      throw new IllegalArgumentException(
          "A header's key is printable ASCII without blank and colon.");
    }
  }

  private static String checked(String key, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "The value of " + key + " holds a control character, such as a line break.");
    }
    if (key.length() + 2 + utf8Length(key, value) + 2 > MAX_LINE_BYTES) {
      throw new IllegalArgumentException(
          "The value of " + key + " makes a line longer than " + MAX_LINE_BYTES + " bytes.");
    }
    return value;
  }

  private static int utf8Length(String key, String value) {
    try {
      return UTF_8.newEncoder().encode(CharBuffer.wrap(value)).remaining();
    } catch (CharacterCodingException unpaired) {
      throw new IllegalArgumentException(
          "The value of " + key + " holds half a character.", unpaired);
    }
  }

  /// Name and keys only: values may be secrets.
  @Override
  public String toString() {
    return "AmiAction{" + name + ", " + headers.stream().map(Header::key).toList() + '}';
  }
}
