package com.unifiedbx.pbx.cdr.export.jobs;

import com.unifiedbx.pbx.kernel.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Settings of the export jobs.
///
/// @param directory where the files are; made when it is not there
/// @param key under which links are signed; another one ends all links, and the jobs with them
/// @param keep how long a file stays after it was made
/// @param link how long a link works, at most until its file goes
/// @param perApplication the most jobs that one application may have at a time, finished ones
///   included
/// @param space what all files together may take
/// @param reserve what an export leaves free on the disk, for others need it more
@ConfigurationProperties("pbx.cdr.exports")
record ExportJobsProperties(
    Path directory,
    Secret key,
    @DefaultValue("24h") Duration keep,
    @DefaultValue("1h") Duration link,
    @DefaultValue("10") int perApplication,
    @DefaultValue("10GB") DataSize space,
    @DefaultValue("1GB") DataSize reserve) {}
