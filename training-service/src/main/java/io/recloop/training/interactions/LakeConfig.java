package io.recloop.training.interactions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/// How the lake is filled.
@ConfigMapping(prefix = "recloop.training.lake")
public interface LakeConfig {
    /// Root of the lake.
    @WithDefault("data/lake")
    Path dir();

    /// Events of a segment, at most about.
    @WithDefault("200000")
    int flushEvents();

    /// Bytes of the records that become one segment, at most about.
    @WithDefault("67108864")
    long flushBytes();

    /// A segment is written when its oldest event has waited so long.
    @WithDefault("5s")
    Duration flushAge();

    /// The number of consecutive small segments of a partition that are merged into one.
    @WithDefault("16")
    int mergeAt();

    /// A segment that covers this number of offsets is no longer small.
    @WithDefault("200000")
    long mergeBelow();

    /// Memory for merging segments, beside the heap, in DuckDB's form.
    @WithDefault("256MB")
    String memory();

    /// How long a training run waits until the lake holds what was on the topics when it began.
    @WithDefault("5m")
    Duration catchUp();
}
