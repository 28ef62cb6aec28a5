package com.unifiedbx.pbx.admin.api;

import org.springframework.ui.Model;

/// Puts an application's form into the model of a page, with what its fields offer.
///
/// @param myAddress of who types
record FormModel(Model model, String myAddress) {

  void add(ApplicationForm form) {
    model.addAttribute("form", form);
    model.addAttribute("groups", ScopeTree.GROUPS);
    model.addAttribute("presets", ScopeTree.PRESETS);
    model.addAttribute("myAddress", myAddress);
    addLines(form.whitelist());
  }

  /// The whitelist's entries, each read for itself.
  void addLines(String whitelist) {
    model.addAttribute(
        "lines",
        AddressLine.entries(whitelist).stream()
            .map(line -> AddressLine.of(line, myAddress))
            .toList());
  }
}
