/// Who is signed in to the console: sessions in the database, and how a request is recognised as
/// one of them.
@NullMarked
package com.unifiedbx.pbx.admin.session;

import org.jspecify.annotations.NullMarked;
