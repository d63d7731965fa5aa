package io.recloop.contracts;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The eleven topics of the loop. Topics are created from them, with [#config()].
public enum Topic {
    /// What users did; keyed `tenant/user`.
    INTERACTIONS("interactions", 4, Duration.ofDays(30)),
    /// The catalogue; keyed `tenant/item`, compacted: the last word on each item is kept.
    ITEMS("items", 2, null),
    /// What was shown; keyed `tenant/user`.
    RECOMMENDATIONS("recommendations", 4, Duration.ofDays(7)),
    /// How the live model ranked what then happened; keyed `tenant/user`.
    OUTCOMES("outcomes", 4, Duration.ofDays(7)),
    /// Desired state: the model that should serve; keyed `tenant`, compacted.
    MODEL_PUBLISHED("model-published", 1, null),
    /// Observed state: what each replica serves, keyed `tenant/instance`, and that it is alive, keyed
    /// `tenant/instance/alive`; compacted.
    MODEL_STATUS("model-status", 1, null),
    DRIFT_EVENTS("drift-events", 1, Duration.ofDays(90)),
    ALERTS("alerts", 1, Duration.ofDays(30)),
    PIPELINE_RUNS("pipeline-runs", 1, Duration.ofDays(30)),
    /// What operators want of every list; keyed `tenant/rule`, compacted, and the only place where rules are kept.
    RULES("rules", 1, null),
    /// Attributes of users; keyed `tenant/user`, compacted: the newest record of each user is kept.
    USERS("users", 2, null);

    /// A record larger than this is refused by the broker; one larger than
    /// [io.recloop.contracts.events.EventCodec#MAX_EVENT_BYTES] is accepted by the broker and dead-lettered
    /// with its reason, so that a sender's mistake can be seen.
    public static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

    private static final Duration STATUS_SEGMENT = Duration.ofHours(1);
    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);

    private final String topicName;
    private final int partitions;
    private final Optional<Duration> retention;

    Topic(String topicName, int partitions, @Nullable Duration retention) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.retention = Optional.ofNullable(retention);
    }

    public String topicName() {
        return topicName;
    }

    public int partitions() {
        return partitions;
    }

    /// How long records are kept; empty where the topic is compacted and keeps the last record of each key for ever.
    public Optional<Duration> retention() {
        return retention;
    }

    public boolean compacted() {
        return retention.isEmpty();
    }

    /// Where records go that a consumer of this topic had to refuse.
    public String deadLetterName() {
        return topicName + "-dead-letter";
    }

    /// Topic settings as the broker names them.
    public Map<String, String> config() {
        var config = new TreeMap<String, String>();
        config.put("max.message.bytes", Integer.toString(MAX_RECORD_BYTES));
        retention.ifPresentOrElse(
                kept -> {
                    config.put("cleanup.policy", "delete");
                    config.put("retention.ms", Long.toString(kept.toMillis()));
                },
                () -> config.put("cleanup.policy", "compact"));
        if (this == MODEL_STATUS) {
            // The newest segment is never compacted, and every replica writes here all day: readers begin at the start.
            config.put("segment.ms", Long.toString(STATUS_SEGMENT.toMillis()));
        }
        return Map.copyOf(config);
    }

    /// Settings of [#deadLetterName()]; it has one partition.
    public Map<String, String> deadLetterConfig() {
        return Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(DEAD_LETTER_RETENTION.toMillis()));
    }
}
