package com.unifiedbx.pbx.calls.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unifiedbx.pbx.kernel.PlainText;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A JSON object from outside, read strictly: every member is asked for by name and type, an
/// unknown member, a wrong type or a control character is refused with the member's name.
///
/// `null` counts as absent.
public final class JsonBody {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode node;

  private JsonBody(JsonNode node) {
    this.node = node;
  }

  public static JsonBody parse(byte[] body, Set<String> members) {
    var node = read(body);
    if (!node.isObject()) {
      throw unreadable("The body must be a JSON object.");
    }
    for (var name : node.propertyNames()) {
      if (!members.contains(name)) {
        var field = PlainText.check("name", name.length() > 64 ? "name" : name, 64);
        throw Refusal.badValue(field, "There is no member " + field + " here.").asException();
      }
    }
    return new JsonBody(node);
  }

  private static JsonNode read(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException malformed) {
      throw unreadable("The body is not valid JSON.");
    }
  }

  private static RefusedException unreadable(String message) {
    return Refusal.of(Refusal.Kind.UNREADABLE, "invalid_json", message).asException();
  }

  private @Nullable JsonNode present(String field) {
    var value = node.get(field);
    return value == null || value.isNull() ? null : value;
  }

  public @Nullable String text(String field, int maxLength) {
    var value = present(field);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      throw wrong(field, "a string");
    }
    return plain(field, value.stringValue(), maxLength);
  }

  /// Also refuses half a surrogate pair: no encoding has it.
  private static String plain(String field, String text, int maxLength) {
    if (!UTF_8.newEncoder().canEncode(text)) {
      throw wrong(field, "Unicode text");
    }
    return PlainText.check(field, text, maxLength);
  }

  public @Nullable Integer number(String field, int min, int max) {
    var value = present(field);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(field, "a whole number");
    }
    var number = value.intValue();
    if (number < min || number > max) {
      throw Refusal.badValue(field, field + " is between " + min + " and " + max + ".")
          .asException();
    }
    return number;
  }

  public boolean flag(String field) {
    var value = present(field);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw wrong(field, "true or false");
    }
    return value.booleanValue();
  }

  /// An object whose values are strings, numbers or booleans, as text.
  public Map<String, String> texts(String field, int maxLength) {
    var texts = new LinkedHashMap<String, String>();
    for (var entry : object(field).entrySet()) {
      var name = field + "." + PlainText.check(field, entry.getKey(), 64);
      if (!(entry.getValue() instanceof String
          || entry.getValue() instanceof Number
          || entry.getValue() instanceof Boolean)) {
        throw wrong(name, "a string, a number, true or false");
      }
      texts.put(entry.getKey(), plain(name, entry.getValue().toString(), maxLength));
    }
    return texts;
  }

  /// Any object, as it came, if its JSON is not longer than `maxLength`.
  public Map<String, Object> tree(String field, int maxLength) {
    var tree = object(field);
    if (MAPPER.writeValueAsString(tree).length() > maxLength) {
      throw Refusal.badValue(field, field + " has at most " + maxLength + " characters of JSON.")
          .asException();
    }
    checkTexts(field, tree);
    return tree;
  }

  private Map<String, Object> object(String field) {
    var value = present(field);
    if (value == null) {
      return Map.of();
    }
    if (!value.isObject()) {
      throw wrong(field, "an object");
    }
    return MAPPER.convertValue(value, new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  private static void checkTexts(String field, @Nullable Object value) {
    if (value instanceof String text) {
      plain(field, text, Integer.MAX_VALUE);
    } else if (value instanceof Map<?, ?> map) {
      map.keySet().forEach(key -> checkTexts(field, key));
      map.values().forEach(inner -> checkTexts(field, inner));
    } else if (value instanceof Iterable<?> list) {
      list.forEach(inner -> checkTexts(field, inner));
    }
  }

  private static RefusedException wrong(String field, String type) {
    return Refusal.badValue(field, field + " must be " + type + ".").asException();
  }
}
