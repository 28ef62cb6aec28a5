package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.extensions.ExtensionNodes.Connection;
import com.unifiedbx.pbx.extensions.ExtensionNodes.Node;
import com.unifiedbx.pbx.extensions.ExtensionNodes.PageEnds;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// FreePBX's extension operations, by its names, shapes and messages.
@Controller
class ExtensionGraphQlController {

  /// FreePBX answers a list without `first` whole, and scripts rely on it. A list longer than this
  /// must be paged, and says so.
  private static final int WHOLE_LIST = 10_000;

  private final Extensions extensions;

  ExtensionGraphQlController(Extensions extensions) {
    this.extensions = extensions;
  }

  /// The envelope of FreePBX's mutations.
  record Payload(boolean status, String message, @Nullable String clientMutationId) {}

  /// Input of `deleteExtension`.
  record DeleteInput(String extensionId, @Nullable String clientMutationId) {}

  @QueryMapping
  @RequiresScope(Scope.EXTENSION_READ)
  Connection fetchAllExtensions(
      @Argument @Nullable Integer first, @Argument @Nullable String after) {
    var position = after == null ? 0 : position(after);
    var limit = first == null ? WHOLE_LIST : first(first);
    var found = extensions.listAfter(position, limit + 1);
    var more = found.size() > limit;
    if (more && first == null) {
      throw Refusal.badValue(
              "first",
              "There are more than " + WHOLE_LIST + " extensions: page with first and after.")
          .asException();
    }
    var shown = more ? found.subList(0, limit) : found;
    return new Connection(
        shown.stream().map(extension -> new Node(extension, null, null)).toList(),
        new PageEnds(more, position > 0, cursor(shown, 0), cursor(shown, shown.size() - 1)),
        true,
        "Extension's found successfully");
  }

  @SchemaMapping(typeName = "ExtensionConnection")
  long totalCount() {
    return extensions.count();
  }

  @QueryMapping
  @RequiresScope(Scope.EXTENSION_READ)
  Node fetchExtension(@Argument @Nullable String extensionId) {
    var number = ExtensionNumber.parse(extensionId);
    var found = number == null ? null : extensions.find(number);
    if (found == null) {
      throw Refusal.notFound("Extension does not exists").asException();
    }
    return new Node(found, true, "Extension found successfully");
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  Payload addExtension(@Argument ExtensionInput input) {
    extensions.add(input.added());
    return done("Extension has been created Successfully", input.clientMutationId());
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  Payload updateExtension(@Argument ExtensionInput input) {
    extensions.change(input.number(), null, input::changed);
    if (input.extPassword() != null) {
      extensions.resetSecret(input.number(), input.extPassword());
    }
    return done("Extension has been updated", input.clientMutationId());
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  Payload deleteExtension(@Argument DeleteInput input) {
    if (!input.extensionId().matches("[0-9]+")) {
      throw Refusal.badValue("extensionId", "Please enter only numeric values").asException();
    }
    extensions.delete(new ExtensionNumber(input.extensionId()));
    return done("Extension has been deleted", input.clientMutationId());
  }

  private static Payload done(String message, @Nullable String clientMutationId) {
    return new Payload(true, message, clientMutationId);
  }

  private static int first(int first) {
    if (first < 1 || first > WHOLE_LIST) {
      throw Refusal.badValue("first", "first is between 1 and " + WHOLE_LIST + ".").asException();
    }
    return first;
  }

  private static @Nullable String cursor(List<Extension> shown, int index) {
    return shown.isEmpty() ? null : ExtensionNodes.cursor(shown.get(index));
  }

  private static int position(String cursor) {
    try {
      var text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.startsWith("extension:")) {
        return Integer.parseInt(text.substring("extension:".length()));
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the refusal below: no base64, or no number in it.
    }
    throw Refusal.badValue("after", "This cursor is none of this list.").asException();
  }
}
