package com.unifiedbx.pbx.admin.api;

import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.applications.Allowlist;
import com.unifiedbx.pbx.applications.Application;
import com.unifiedbx.pbx.applications.NewApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// What was typed into the form of an application, kept as it was typed.
///
/// @param scopes those that are ticked
/// @param otherScopes further names, FreePBX's, as one text
/// @param whitelist the addresses as one text
/// @param anywhere whether any address may call, on purpose
record ApplicationForm(
    String name,
    String description,
    List<String> scopes,
    String otherScopes,
    String whitelist,
    boolean anywhere,
    TermsForm terms) {

  static final ApplicationForm EMPTY =
      new ApplicationForm("", "", List.of(), "", "", false, TermsForm.DEFAULT);

  static ApplicationForm of(MultiValueMap<String, String> form) {
    return new ApplicationForm(
        text(form, "name"),
        text(form, "description"),
        Objects.requireNonNullElse(form.get("scope"), List.of()),
        text(form, "otherScopes"),
        text(form, "whitelist"),
        form.containsKey("anywhere"),
        TermsForm.of(form));
  }

  /// The form of an application as it is.
  static ApplicationForm of(Application now) {
    var allowlist = now.allowlist();
    return new ApplicationForm(
        now.name(),
        now.description(),
        now.scopeNames().stream().filter(name -> Scope.find(name) != null).toList(),
        String.join(
            " ", now.scopeNames().stream().filter(name -> Scope.find(name) == null).toList()),
        allowlist == null ? "" : String.join("\n", allowlist.texts()),
        allowlist == null,
        TermsForm.of(now));
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException on the field at fault
  NewApplication application() {
    return new NewApplication(
        name.strip(),
        description.strip(),
        allScopes(),
        allowlist(),
        terms.expiresAt(),
        terms.lifetime(),
        terms.terms());
  }

  private List<String> allScopes() {
    var all = new ArrayList<>(scopes);
    all.addAll(AddressLine.entries(otherScopes));
    return all;
  }

  private @Nullable Allowlist allowlist() {
    return anywhere ? null : Allowlist.parse(AddressLine.entries(whitelist));
  }

  static String text(MultiValueMap<String, String> form, String name) {
    return Objects.requireNonNullElse(form.getFirst(name), "");
  }
}
