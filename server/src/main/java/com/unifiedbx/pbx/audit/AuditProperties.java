package com.unifiedbx.pbx.audit;

import com.unifiedbx.pbx.kernel.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param key the key of the chain; with another one, `audit verify` finds every row broken. Nodes
///   on one database share it. Default: made at the first start and kept in the data directory.
/// @param head the file, outside the database, that remembers the newest row; none by default,
///   `audit-head` in the data directory under `up`
@ConfigurationProperties("pbx.audit")
record AuditProperties(Secret key, @Nullable Path head) {}
