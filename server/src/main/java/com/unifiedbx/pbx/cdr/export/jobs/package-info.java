/// Exports made in the background, for ranges that nobody wants to wait for: asked for, watched,
/// and fetched by a signed link.
///
/// [com.unifiedbx.pbx.cdr.export.jobs.ExportJobs] is the façade,
/// [com.unifiedbx.pbx.cdr.export.jobs.ExportRunner] does the work, one job after the other.
@NullMarked
package com.unifiedbx.pbx.cdr.export.jobs;

import org.jspecify.annotations.NullMarked;
