package com.unifiedbx.pbx.extensions.rest;

import com.unifiedbx.pbx.extensions.Extension;
import com.unifiedbx.pbx.extensions.ExtensionBody;
import com.unifiedbx.pbx.extensions.NewExtension;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.rest.Unreadable;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads extensions from JSON, and merges patches into them (RFC 7396).
@Component
public class ExtensionJson {

  private static final List<String> SET_BY_SERVER =
      List.of("extension", "tech", "createdAt", "updatedAt");

  private final ObjectMapper json;

  ExtensionJson(ObjectMapper json) {
    this.json = json;
  }

  /// A new extension as a whole.
  public NewExtension made(JsonNode body) {
    return read(body).asNew();
  }

  /// What the extension becomes with the patch: what it names changes, null brings back the
  /// default, the rest stays.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `bad_value` with the member, or `stale` when
  ///   the patch brings the `etag` of an older version
  public NewExtension patched(Extension old, JsonNode patch) {
    var now = (ObjectNode) json.valueToTree(ExtensionBody.of(old, null));
    demandUnchanged(now, object(patch));
    if (patch.has("secret")) {
      throw Refusal.badValue("secret", "A new secret is made by POST /extensions/{number}/secret.")
          .asException();
    }
    merge(now, object(patch));
    now.remove(List.of("createdAt", "updatedAt", "etag"));
    return read(now).asNew();
  }

  /// What replaces the extension: as [#made], but its number and what the server sets stay.
  NewExtension replaced(Extension old, JsonNode body) {
    var now = (ObjectNode) json.valueToTree(ExtensionBody.of(old, null));
    demandUnchanged(now, object(body));
    var whole = object(body).deepCopy();
    whole.remove(List.of("createdAt", "updatedAt", "etag"));
    whole.put("extension", old.number().digits());
    return read(whole).asNew();
  }

  private static void demandUnchanged(ObjectNode now, ObjectNode sent) {
    if (sent.has("etag") && !sent.get("etag").equals(now.get("etag"))) {
      throw Refusal.of(
              Refusal.Kind.STALE,
              "stale",
              "Someone changed this extension meanwhile: read it again.")
          .asException();
    }
    for (var member : SET_BY_SERVER) {
      if (sent.has(member) && !sent.get(member).equals(now.get(member))) {
        throw Refusal.badValue(member, member + " can't be changed.").asException();
      }
    }
  }

  private static void merge(ObjectNode into, ObjectNode patch) {
    for (var member : patch.properties()) {
      var value = member.getValue();
      if (value.isNull()) {
        into.remove(member.getKey());
      } else if (value.isObject() && into.get(member.getKey()) instanceof ObjectNode inner) {
        merge(inner, (ObjectNode) value);
      } else {
        into.set(member.getKey(), value);
      }
    }
  }

  static ObjectNode object(JsonNode body) {
    if (body instanceof ObjectNode object) {
      return object;
    }
    throw Refusal.of(Refusal.Kind.UNREADABLE, "invalid_json", "The body must be a JSON object.")
        .asException();
  }

  private ExtensionBody read(JsonNode body) {
    try {
      return Objects.requireNonNull(json.treeToValue(object(body), ExtensionBody.class));
    } catch (JacksonException e) {
      throw Unreadable.refusal(e).asException();
    }
  }
}
