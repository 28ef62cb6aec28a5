package com.unifiedbx.pbx.extensions.freepbx;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.NodeSource;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.extensions.Extension;
import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.extensions.freepbx.ExtensionNodes.CoreDevice;
import com.unifiedbx.pbx.extensions.freepbx.ExtensionNodes.CoreUser;
import com.unifiedbx.pbx.extensions.freepbx.ExtensionNodes.Node;
import com.unifiedbx.pbx.extensions.freepbx.VoicemailSettingsGraphQlController.VoiceMail;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What an extension is by global id: itself, its two sides, and the settings of its box.
@Configuration(proxyBeanMethods = false)
class ExtensionNodeSources {

  @Bean
  static NodeSource extensionNodes(Extensions extensions) {
    return new Source("extension", extensions, found -> new Node(found, null, null));
  }

  @Bean
  static NodeSource coreUserNodes(Extensions extensions) {
    return new Source("coreuser", extensions, CoreUser::new);
  }

  @Bean
  static NodeSource coreDeviceNodes(Extensions extensions) {
    return new Source("coredevice", extensions, found -> new CoreDevice(found, null, null));
  }

  @Bean
  static NodeSource voicemailNodes(Extensions extensions) {
    return new Source("voiceMail", extensions, ExtensionNodeSources::voiceMail);
  }

  private static @Nullable VoiceMail voiceMail(Extension of) {
    return of.voicemail() == null ? null : new VoiceMail(of, of.voicemail());
  }

  private record Source(
      String type, Extensions extensions, Function<Extension, @Nullable Object> node)
      implements NodeSource {

    @Override
    public Scope scope() {
      return Scope.EXTENSION_READ;
    }

    @Override
    public @Nullable Object find(String id) {
      var number = ExtensionNumber.parse(id);
      var found = number == null ? null : extensions.find(number);
      if (found == null) {
        return null;
      }
      Caller.current().fence().demandExtension("id", id);
      return node.apply(found);
    }
  }
}
