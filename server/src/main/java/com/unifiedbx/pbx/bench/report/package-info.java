/// What benchmarks found, and how it is shown.
@NullMarked
package com.unifiedbx.pbx.bench.report;

import org.jspecify.annotations.NullMarked;
