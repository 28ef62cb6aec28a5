/// What an instance keeps on disk beside its servers' data: files for their owner alone, what it
/// remembers from start to start, and the lock of its directory.
@NullMarked
package com.unifiedbx.pbx.instance.files;

import org.jspecify.annotations.NullMarked;
