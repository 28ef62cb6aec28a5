/// Certificates of the HTTPS port: reading and checking the user's own, making self-signed ones.
///
/// Start reading at [com.unifiedbx.pbx.instance.tls.Certificates].
@NullMarked
package com.unifiedbx.pbx.instance.tls;

import org.jspecify.annotations.NullMarked;
