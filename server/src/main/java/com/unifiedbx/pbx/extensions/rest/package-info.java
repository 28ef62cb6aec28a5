/// Extensions by REST: the resource, merge patches, batches, and CSV.
@NullMarked
package com.unifiedbx.pbx.extensions.rest;

import org.jspecify.annotations.NullMarked;
