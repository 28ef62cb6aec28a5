package com.unifiedbx.pbx.admin.api;

import com.unifiedbx.pbx.applications.AddressBlock;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of an IP whitelist as it is typed, read by the parser that decides in the end.
///
/// @param text as it was typed
/// @param block in CIDR form, or null when it is no address
/// @param problem what to write instead, or null
/// @param mine whether the address of who types lies in it
record AddressLine(String text, @Nullable String block, @Nullable String problem, boolean mine) {

  /// The entries of a text with one in each line, or separated by commas or blanks.
  static List<String> entries(String text) {
    return Arrays.stream(text.split("[\\s,;]+", -1)).filter(entry -> !entry.isEmpty()).toList();
  }

  static AddressLine of(String text, String myAddress) {
    try {
      var block = AddressBlock.parse(text);
      return new AddressLine(text, block.toString(), null, block.contains(myAddress));
    } catch (RefusedException e) {
      return new AddressLine(text, null, e.refusal().message(), false);
    }
  }
}
