/// PostgreSQL: the embedded one, from its archive to its roles, or one that somebody else runs.
///
/// Start reading at [com.unifiedbx.pbx.instance.postgres.PostgresServer] and
/// [com.unifiedbx.pbx.instance.postgres.ExternalDatabase].
@NullMarked
package com.unifiedbx.pbx.instance.postgres;

import org.jspecify.annotations.NullMarked;
