@NullMarked
package com.unifiedbx.pbx.cdr.export.jobs;

import org.jspecify.annotations.NullMarked;
