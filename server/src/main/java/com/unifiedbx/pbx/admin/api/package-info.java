/// System Admin -> API: applications and what else the API's keeper needs.
@NullMarked
package com.unifiedbx.pbx.admin.api;

import org.jspecify.annotations.NullMarked;
