package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.PlainText;
import com.unifiedbx.pbx.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which extensions are asked for, and in which order.
///
/// @param search text somewhere in number, name or e-mail address; empty for any
/// @param prefix how the number begins; empty for any
/// @param hasVoicemail with a box, without one, or null for either
/// @param numbers only these, or null for all
/// @param within a regular expression of the numbers that the caller may see, or null for all
public record ExtensionQuery(
    String search,
    String prefix,
    @Nullable Boolean hasVoicemail,
    @Nullable Boolean doNotDisturb,
    @Nullable List<String> numbers,
    @Nullable String within,
    Order order) {

  public static final ExtensionQuery ALL =
      new ExtensionQuery("", "", null, null, null, null, Order.EXTENSION);

  public ExtensionQuery {
    PlainText.check("q", search, 100);
    if (!prefix.matches("[0-9]{0,8}")) {
      throw Refusal.badValue("prefix", "prefix is how a number begins: digits.").asException();
    }
  }

  /// The orders of a list; what is equal in them stands in numeric order.
  public enum Order {
    EXTENSION("extension", "e.position", false),
    EXTENSION_DESC("-extension", "e.position", true),
    NAME("name", "e.name", false),
    NAME_DESC("-name", "e.name", true),
    UPDATED("updatedAt", "e.updated_at", false),
    UPDATED_DESC("-updatedAt", "e.updated_at", true);

    private final String text;
    private final String column;
    private final boolean isDescending;

    Order(String text, String column, boolean isDescending) {
      this.text = text;
      this.column = column;
      this.isDescending = isDescending;
    }

    /// As it is asked for: `name`, `-name`.
    public static Order parse(String field, String text) {
      return Arrays.stream(values())
          .filter(order -> order.text.equals(text))
          .findFirst()
          .orElseThrow(() ->
              Refusal.badValue(
                      field,
                      field + " is extension, name or updatedAt, with a - before it for downwards.")
                  .asException());
    }

    Order reversed() {
      return switch (this) {
        case EXTENSION -> EXTENSION_DESC;
        case EXTENSION_DESC -> EXTENSION;
        case NAME -> NAME_DESC;
        case NAME_DESC -> NAME;
        case UPDATED -> UPDATED_DESC;
        case UPDATED_DESC -> UPDATED;
      };
    }

    boolean isNumeric() {
      return this == EXTENSION || this == EXTENSION_DESC;
    }

    String sql() {
      var direction = isDescending ? " desc" : "";
      return isNumeric() ? column + direction : column + direction + ", e.position" + direction;
    }

    /// The condition that holds for what comes after a cursor.
    String after() {
      var compare = isDescending ? " < " : " > ";
      var cast = column.endsWith("_at") ? "::timestamptz" : "";
      return isNumeric()
          ? column + compare + ":position"
          : "(" + column + ", e.position)" + compare + "(:value" + cast + ", :position)";
    }

    private String value(Extension extension) {
      return switch (this) {
        case EXTENSION, EXTENSION_DESC -> "";
        case NAME, NAME_DESC -> extension.name();
        case UPDATED, UPDATED_DESC -> extension.updatedAt().toString();
      };
    }
  }

  /// A place in a list: right behind an extension that stood there when it was shown.
  record Cursor(int position, String value) {

    /// @throws com.unifiedbx.pbx.kernel.RefusedException when it is none of a list in this order
    static Cursor parse(String field, String text, Order order) {
      try {
        var parts =
            new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(":", 3);
        if (parts.length == 3 && parts[0].equals(order.text)) {
          var cursor = new Cursor(Integer.parseInt(parts[1]), parts[2]);
          if (order.column.endsWith("_at")) {
            Instant.parse(cursor.value);
          }
          return cursor;
        }
      } catch (IllegalArgumentException | DateTimeException e) {
        // Falls through to the refusal below: no base64, or not made here.
      }
      throw Refusal.badValue(field, "This cursor is none of this list.").asException();
    }
  }

  /// The same, but only what the regular expression lets through; null lets everything through.
  public ExtensionQuery within(@Nullable String numbersAsRegex) {
    return new ExtensionQuery(
        search, prefix, hasVoicemail, doNotDisturb, numbers, numbersAsRegex, order);
  }

  /// The same, from the end.
  public ExtensionQuery reversed() {
    return new ExtensionQuery(
        search, prefix, hasVoicemail, doNotDisturb, numbers, within, order.reversed());
  }

  /// A cursor of a list in this order as one of the [#reversed] list.
  public String reversedCursor(String cursor) {
    var place = Cursor.parse("before", cursor, order);
    return encoded(order.reversed().text + ":" + place.position + ":" + place.value);
  }

  /// The cursor behind the extension in a list of this order.
  public String cursor(Extension extension) {
    var text = order.text + ":" + extension.number() + ":" + order.value(extension);
    return encoded(text);
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
