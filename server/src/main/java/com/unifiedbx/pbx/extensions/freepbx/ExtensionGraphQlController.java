package com.unifiedbx.pbx.extensions.freepbx;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.extensions.ExtensionQuery;
import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.extensions.WantedExtension;
import com.unifiedbx.pbx.extensions.freepbx.ExtensionNodes.Connection;
import com.unifiedbx.pbx.extensions.freepbx.ExtensionNodes.Node;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.Arguments;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// FreePBX's extension operations, by its names, shapes and messages.
@Controller
class ExtensionGraphQlController {

  private final Extensions extensions;
  private final ExtensionPages pages;

  ExtensionGraphQlController(Extensions extensions, ExtensionPages pages) {
    this.extensions = extensions;
    this.pages = pages;
  }

  /// The envelope of FreePBX's mutations.
  record Payload(boolean status, String message, @Nullable String clientMutationId) {}

  /// Input of `deleteExtension`.
  record DeleteInput(
      String extensionId, @Nullable String etag, @Nullable String clientMutationId) {}

  /// Which extensions, in which order.
  record Filter(
      @Nullable String prefix,
      @Nullable Boolean voicemail,
      @Nullable Boolean donotdisturb,
      java.util.@Nullable List<String> extensions) {}

  /// Arguments of the lists of extensions.
  record ListArguments(
      @Nullable String after,
      @Nullable Integer first,
      @Nullable String before,
      @Nullable Integer last,
      @Nullable Filter filter,
      @Nullable String search,
      ExtensionQuery.@Nullable Order orderBy) {

    ExtensionPages.Window window() {
      return new ExtensionPages.Window(after, first, before, last);
    }

    ExtensionQuery query() {
      var all = filter == null ? new Filter(null, null, null, null) : filter;
      return new ExtensionQuery(
          search == null ? "" : search,
          all.prefix == null ? "" : all.prefix,
          all.voicemail,
          all.donotdisturb,
          all.extensions,
          Caller.current().fence().extensionsAsRegex(),
          orderBy == null ? ExtensionQuery.Order.EXTENSION : orderBy);
    }
  }

  @QueryMapping
  @RequiresScope(Scope.EXTENSION_READ)
  Connection fetchAllExtensions(@Arguments ListArguments asked) {
    return pages.page(asked.query(), asked.window(), "Extension's found successfully");
  }

  /// All are valid here: there is one technology.
  @QueryMapping
  @RequiresScope(Scope.EXTENSION_READ)
  Connection fetchAllValidExtensions(@Arguments ListArguments asked) {
    return pages.page(asked.query(), asked.window(), "Valid core extensions");
  }

  @SchemaMapping(typeName = "ExtensionConnection")
  long totalCount(Connection source) {
    return extensions.count(source.query());
  }

  /// Itself: what some clients select, though FreePBX never had it.
  @SchemaMapping(typeName = "extension", field = "extension")
  Node self(Node source) {
    return source;
  }

  @QueryMapping
  @RequiresScope(Scope.EXTENSION_READ)
  Node fetchExtension(@Argument @Nullable String extensionId) {
    var number = ExtensionNumber.parse(extensionId);
    var found = number == null ? null : extensions.find(number);
    if (found == null) {
      throw Refusal.notFound("Extension does not exists").asException();
    }
    Caller.current().fence().demandExtension("extensionId", found.number().digits());
    return new Node(found, true, "Extension found successfully");
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  Payload addExtension(@Argument ExtensionInput input) {
    if (Boolean.TRUE.equals(input.umEnable())
        && input.umPassword() != null
        && input.umPassword().isEmpty()) {
      throw Refusal.badValue("umPassword", "User management is enabled please provide password")
          .asException();
    }
    var wanted = new WantedExtension(input.added(), null);
    Answers.one(extensions.addAll(java.util.List.of(wanted), input.manner()));
    return done("Extension has been created Successfully", input.clientMutationId());
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  Payload updateExtension(@Argument ExtensionInput input) {
    extensions.change(
        input.number(), input.etag(), input::changed, input.extPassword(), input.manner());
    return done("Extension has been updated", input.clientMutationId());
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  Payload deleteExtension(@Argument DeleteInput input) {
    extensions.delete(ExtensionInput.number(input.extensionId()), input.etag());
    return done("Extension has been deleted", input.clientMutationId());
  }

  private static Payload done(String message, @Nullable String clientMutationId) {
    return new Payload(true, message, clientMutationId);
  }
}
