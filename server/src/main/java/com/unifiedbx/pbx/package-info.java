/// UnifiedBX PBX API: the server in front of Asterisk. One room per package; see ARCHITECTURE.md.
@NullMarked
package com.unifiedbx.pbx;

import org.jspecify.annotations.NullMarked;
