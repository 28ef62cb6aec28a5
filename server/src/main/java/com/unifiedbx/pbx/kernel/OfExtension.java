package com.unifiedbx.pbx.kernel;

/// Something that belongs to one extension: other rooms hang fields on it without knowing more.
public interface OfExtension {

  /// The number of the extension.
  String extensionId();
}
