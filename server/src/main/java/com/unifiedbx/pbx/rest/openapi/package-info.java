/// The description of the REST API (OpenAPI 3.1), made from the controllers themselves, and a page
/// that shows it without the internet.
///
/// Start reading at [com.unifiedbx.pbx.rest.openapi.OpenApiDocument].
@NullMarked
package com.unifiedbx.pbx.rest.openapi;

import org.jspecify.annotations.NullMarked;
