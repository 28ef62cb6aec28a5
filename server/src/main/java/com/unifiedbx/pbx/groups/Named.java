package com.unifiedbx.pbx.groups;

import com.unifiedbx.pbx.kernel.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members that a GraphQL input names; null counts as not named.
record Named(Map<String, @Nullable Object> input) {

  @Nullable String text(String name) {
    var value = input.get(name);
    return value == null ? null : value.toString();
  }

  String text(String name, String otherwise) {
    var value = text(name);
    return value == null ? otherwise : value;
  }

  boolean flag(String name, boolean otherwise) {
    return input.get(name) instanceof Boolean value ? value : otherwise;
  }

  /// FreePBX sends some numbers as texts.
  int number(String name, int otherwise) {
    var value = text(name);
    if (value == null || value.isBlank()) {
      return otherwise;
    }
    if (!value.strip().matches("[0-9]{1,6}")) {
      throw Refusal.badValue(name, name + " is a number.").asException();
    }
    return Integer.parseInt(value.strip());
  }

  /// Those of the names that are named, over what there was.
  Map<String, Object> extras(List<String> names, Map<String, Object> old) {
    var extras = new LinkedHashMap<>(old);
    for (var name : names) {
      var value = input.get(name);
      if (value != null) {
        extras.put(name, value);
      }
    }
    return extras;
  }
}
