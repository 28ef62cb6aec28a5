package com.unifiedbx.pbx.cdr;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Settings of the import.
///
/// @param journal the file into which Asterisk writes its records; nothing is imported without it
/// @param poll how long a change may stay unseen when the kernel does not report it
/// @param patience the longest pause between two attempts while the database is away
/// @param rotateAt the journal gets a new file when the present one is larger
/// @param keep how many files that are imported stay on disk; older ones are deleted
/// @param batch the most records stored in one transaction
@ConfigurationProperties("pbx.cdr")
record CdrProperties(
    @Nullable Path journal,
    @DefaultValue("250ms") Duration poll,
    @DefaultValue("1s") Duration patience,
    @DefaultValue("8MB") DataSize rotateAt,
    @DefaultValue("2") int keep,
    @DefaultValue("500") int batch) {}
