/// What every page of the console stands in: layout, files, who is signed in, and what a page says
/// when something could not be done.
///
/// A page is a package-private controller whose name ends in `Page`; its template fills
/// `admin/layout`. See `docs/console.md` for how to add one.
@NullMarked
package com.unifiedbx.pbx.admin.frame;

import org.jspecify.annotations.NullMarked;
