package com.unifiedbx.pbx.rest;

import com.unifiedbx.pbx.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// What JSON that can't be read as what it should be is answered with: the member at fault, if one
/// is.
public final class Unreadable {

  private Unreadable() {}

  public static Refusal refusal(@Nullable Throwable cause) {
    return switch (cause) {
      case UnrecognizedPropertyException e ->
          Refusal.badValue(path(e), "There is no member '" + e.getPropertyName() + "'.");
      case DatabindException e when !e.getPath().isEmpty() ->
          Refusal.badValue(path(e), path(e) + " has a value of the wrong type.");
      case JacksonException e ->
          Refusal.of(Refusal.Kind.UNREADABLE, "invalid_json", "The body is not valid JSON.");
      case null, default ->
          Refusal.of(Refusal.Kind.UNREADABLE, "invalid_json", "Send a JSON body.");
    };
  }

  private static String path(DatabindException e) {
    var names =
        e.getPath().stream()
            .map(part ->
                part.getPropertyName() == null
                    ? "[" + part.getIndex() + "]"
                    : part.getPropertyName())
            .toList();
    return String.join(".", names);
  }
}
