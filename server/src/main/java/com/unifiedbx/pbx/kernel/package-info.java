/// Values that every room speaks: numbers, pages, refusals. No Spring, no I/O, nothing that belongs
/// to one room.
@NullMarked
package com.unifiedbx.pbx.kernel;

import org.jspecify.annotations.NullMarked;
