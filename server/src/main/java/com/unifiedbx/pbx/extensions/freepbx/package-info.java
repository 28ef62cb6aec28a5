/// FreePBX's GraphQL of extensions, core users and core devices, by its names and messages.
@NullMarked
package com.unifiedbx.pbx.extensions.freepbx;

import org.jspecify.annotations.NullMarked;
