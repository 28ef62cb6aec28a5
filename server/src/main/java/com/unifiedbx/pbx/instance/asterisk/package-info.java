/// Asterisk: finding its programs, writing its configuration, starting and ending one process.
///
/// The second door of the instance room, for those who run one more Asterisk beside the product's.
/// Start reading at [com.unifiedbx.pbx.instance.asterisk.AsteriskServer].
@NamedInterface("asterisk")
@NullMarked
package com.unifiedbx.pbx.instance.asterisk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
