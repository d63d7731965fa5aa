package io.recloop.monitor.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How topics are read.
@ConfigMapping(prefix = "recloop.monitor.ingest")
public interface IngestConfig {
    /// Records that become one transaction, at most.
    @WithDefault("5000")
    int batch();

    /// How long records are gathered that become one transaction. What many records have in common, such
    /// as an item that was shown, is written once a transaction.
    @WithDefault("250ms")
    Duration gathering();

    /// How long a broker or database that failed is left alone.
    @WithDefault("2s")
    Duration backOff();

    /// How often topics are looked at for partitions that were added.
    @WithDefault("1m")
    Duration newPartitionsEvery();

    /// A replica that reads and falls silent for this long is followed by another one.
    @WithDefault("5s")
    Duration lease();

    /// How long an event is remembered so that a copy of it does not count again.
    @WithDefault("PT24H")
    Duration dedupRetention();

    /// An event that is logged more than this after it happened is late: it counts in no summary of its
    /// hour. At most as long as events are remembered, so that a copy is either known or late.
    @WithDefault("PT6H")
    Duration lateness();

    /// How often what is out of date is deleted.
    @WithDefault("1m")
    Duration housekeepingEvery();
}
