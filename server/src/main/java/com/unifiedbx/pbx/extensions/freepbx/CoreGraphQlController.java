package com.unifiedbx.pbx.extensions.freepbx;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.extensions.Extension;
import com.unifiedbx.pbx.extensions.ExtensionSettings;
import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.extensions.NewExtension;
import com.unifiedbx.pbx.extensions.Person;
import com.unifiedbx.pbx.extensions.freepbx.ExtensionGraphQlController.ListArguments;
import com.unifiedbx.pbx.extensions.freepbx.ExtensionNodes.Connection;
import com.unifiedbx.pbx.extensions.freepbx.ExtensionNodes.CoreDevice;
import com.unifiedbx.pbx.extensions.freepbx.ExtensionNodes.CoreUser;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.Arguments;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// FreePBX's core users and core devices: the two sides of what is one extension here.
@Controller
class CoreGraphQlController {

  private final Extensions extensions;
  private final ExtensionPages pages;

  CoreGraphQlController(Extensions extensions, ExtensionPages pages) {
    this.extensions = extensions;
    this.pages = pages;
  }

  /// Answer of `addCoreUser` and `updateCoreUser`, which name the user differently.
  record UserPayload(CoreUser coreUser, @Nullable String clientMutationId) {
    public CoreUser coreuser() {
      return coreUser;
    }
  }

  /// Answer of the removals.
  record DeletedPayload(
      String deletedId, boolean status, String message, @Nullable String clientMutationId) {}

  /// Answer of `addCoreDevice` and `updateCoreDevice`.
  record DevicePayload(
      boolean status, String message, CoreDevice coreDevice, @Nullable String clientMutationId) {}

  /// Input of `removeCoreUser`.
  record RemoveUserInput(String extension, @Nullable String clientMutationId) {}

  /// Input of `deleteCoreDevice`.
  record DeleteDeviceInput(String id, @Nullable String clientMutationId) {}

  /// Input of `addCoreDevice` and `updateCoreDevice`. How it is dialled and its type are what they
  /// are here.
  record DeviceInput(
      String id,
      @Nullable String tech,
      @Nullable String dial,
      @Nullable String devicetype,
      @Nullable String user,
      @Nullable String description,
      @Nullable String emergency_cid,
      @Nullable String clientMutationId) {

    ExtensionSettings changed(ExtensionSettings old) {
      ExtensionInput.demandPjsip(tech);
      var was = old.person();
      return old.with(
          new Person(
              description == null || description.isBlank() ? was.name() : description,
              was.email(),
              was.callerId(),
              was.outboundCid(),
              Objects.requireNonNullElse(emergency_cid, was.emergencyCid()),
              was.language(),
              was.timeZone()));
    }
  }

  @QueryMapping
  @RequiresScope(Scope.EXTENSION_READ)
  Connection allCoreUsers(@Arguments ListArguments asked) {
    return pages.page(asked.query(), asked.window(), null);
  }

  @QueryMapping
  @RequiresScope(Scope.EXTENSION_READ)
  Connection fetchAllCoreDevices(@Arguments ListArguments asked) {
    return pages.page(asked.query(), asked.window(), "Core Device's found successfully");
  }

  @SchemaMapping(typeName = "CoreuserConnection", field = "totalCount")
  long countUsers(Connection source) {
    return extensions.count(source.query());
  }

  @SchemaMapping(typeName = "CoredeviceConnection", field = "totalCount")
  long countDevices(Connection source) {
    return extensions.count(source.query());
  }

  @SchemaMapping(typeName = "CoreuserEdge", field = "node")
  CoreUser user(ExtensionNodes.Edge source) {
    return source.node().user();
  }

  @SchemaMapping(typeName = "CoredeviceEdge", field = "node")
  CoreDevice device(ExtensionNodes.Edge source) {
    return source.node().coreDevice();
  }

  @QueryMapping
  @RequiresScope(Scope.EXTENSION_READ)
  CoreUser coreUser(@Argument @Nullable String id) {
    return new CoreUser(find("coreuser", id, "Core user does not exists"));
  }

  @QueryMapping
  @RequiresScope(Scope.EXTENSION_READ)
  CoreDevice fetchCoreDevice(@Argument("device_id") @Nullable String id) {
    var found = find("coredevice", id, "Core device does not exists");
    return new CoreDevice(found, true, "Core Device's found successfully");
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  UserPayload addCoreUser(@Argument CoreUserInput input) {
    var added = extensions.add(input.added(), null);
    return new UserPayload(new CoreUser(added.extension()), input.clientMutationId());
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  UserPayload updateCoreUser(@Argument CoreUserInput input) {
    var changed =
        extensions.change(
            input.number(),
            null,
            old -> new NewExtension(old.number(), input.changed(old.settings()), null));
    return new UserPayload(new CoreUser(changed), input.clientMutationId());
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  DeletedPayload removeCoreUser(@Argument RemoveUserInput input) {
    extensions.delete(ExtensionInput.number(input.extension()));
    return new DeletedPayload(
        GlobalId.of("coreuser", input.extension()), true, "", input.clientMutationId());
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  DevicePayload addCoreDevice(@Argument DeviceInput input) {
    var fresh = ExtensionSettings.named(input.id());
    var made = new NewExtension(ExtensionInput.number(input.id()), input.changed(fresh), null);
    return device(
        extensions.add(made, null).extension(),
        "Core device has been created successfully",
        input.clientMutationId());
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  DevicePayload updateCoreDevice(@Argument DeviceInput input) {
    find("coredevice", input.id(), "Core device does not exists");
    var changed =
        extensions.change(
            ExtensionInput.number(input.id()),
            null,
            old -> new NewExtension(old.number(), input.changed(old.settings()), null));
    return device(changed, "Core device has been updated successfully", input.clientMutationId());
  }

  @MutationMapping
  @RequiresScope(Scope.EXTENSION_WRITE)
  DeletedPayload deleteCoreDevice(@Argument DeleteDeviceInput input) {
    find("coredevice", input.id(), "Core device does not exists");
    extensions.delete(ExtensionInput.number(input.id()));
    return new DeletedPayload(
        GlobalId.of("coredevice", input.id()),
        true,
        "Core device has been deleted successfully",
        input.clientMutationId());
  }

  private static DevicePayload device(
      Extension extension, String message, @Nullable String clientMutationId) {
    return new DevicePayload(
        true, message, new CoreDevice(extension, null, null), clientMutationId);
  }

  private Extension find(String type, @Nullable String id, String missing) {
    var number = GlobalId.number(type, id);
    var found = number == null ? null : extensions.find(number);
    if (found == null) {
      throw Refusal.notFound(missing).asException();
    }
    Caller.current().fence().demandExtension("id", found.number().digits());
    return found;
  }
}
