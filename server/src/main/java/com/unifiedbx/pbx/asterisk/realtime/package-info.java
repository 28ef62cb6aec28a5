/// What the rooms that provision tell Asterisk: "this object changed". Asterisk reads the objects
/// themselves from views in the database and caches them.
@NamedInterface("realtime")
@NullMarked
package com.unifiedbx.pbx.asterisk.realtime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
