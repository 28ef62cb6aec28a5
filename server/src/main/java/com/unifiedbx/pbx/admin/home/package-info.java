/// The first page, and honest words where a page is yet to come.
@NullMarked
package com.unifiedbx.pbx.admin.home;

import org.jspecify.annotations.NullMarked;
