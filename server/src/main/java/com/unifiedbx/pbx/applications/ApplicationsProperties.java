package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.kernel.Secret;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param pepper the key under which credentials are stored; changing it ends every secret and
///   token. Default: made at the first start and kept in the data directory.
@ConfigurationProperties("pbx.applications")
record ApplicationsProperties(Secret pepper) {}
