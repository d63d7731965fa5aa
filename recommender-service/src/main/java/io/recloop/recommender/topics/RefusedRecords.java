package io.recloop.recommender.topics;

import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.InvalidEventException;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Counts records that are not events of their topic. They are passed over here: the services that keep what they read
/// write the dead letters, or there would be one a replica.
@Singleton
public final class RefusedRecords {
    private static final Logger LOG = Logger.getLogger(RefusedRecords.class);

    private final MeterRegistry metrics;

    RefusedRecords(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    public void count(Topic topic, InvalidEventException why) {
        LOG.debugf("topic=%s code=%s error=%s", topic.topicName(), why.code().code(), why.getMessage());
        metrics.counter(
                        "recloop.records.refused",
                        "topic",
                        topic.topicName(),
                        "code",
                        why.code().code())
                .increment();
    }
}
