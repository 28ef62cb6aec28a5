package com.unifiedbx.pbx.cdr;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Settings of the call records: their import, how long they are kept, where files are.
///
/// @param journal the file into which Asterisk writes its records; nothing is imported without it
/// @param poll how long a change may stay unseen when the kernel does not report it
/// @param patience the longest pause between two attempts while the database is away
/// @param rotateAt the journal gets a new file when the present one is larger
/// @param keep how many files that are imported stay on disk; older ones are deleted
/// @param batch the most records stored in one transaction
/// @param retention how long records are kept, such as `2y` or `18m`; a month goes as a whole when
///   its last day is older. Without it nothing is ever deleted
/// @param recordings where Asterisk puts its recordings, by day; without it no record has any
@ConfigurationProperties("pbx.cdr")
record CdrProperties(
    @Nullable Path journal,
    @DefaultValue("250ms") Duration poll,
    @DefaultValue("1s") Duration patience,
    @DefaultValue("8MB") DataSize rotateAt,
    @DefaultValue("2") int keep,
    @DefaultValue("500") int batch,
    @Nullable Period retention,
    @Nullable Path recordings) {}
