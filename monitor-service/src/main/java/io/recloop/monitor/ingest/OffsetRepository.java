package io.recloop.monitor.ingest;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Where reading goes on, in the database and not at the broker: one transaction holds effect and offset.
@Singleton
class OffsetRepository implements PanacheRepositoryBase<OffsetEntity, OffsetEntity.Key> {
    /// Where to begin: behind what was read, or at the beginning of a partition that was never read or whose topic was
    /// deleted and created again since.
    ///
    /// @param topicIds of the broker, by topic
    Map<TopicPartition, Long> begin(Collection<TopicPartition> partitions, Map<String, String> topicIds) {
        var offsets = new HashMap<TopicPartition, Long>();
        for (var partition : partitions) {
            offsets.put(
                    partition,
                    getSession()
                            .createNamedQuery(OffsetEntity.BEGIN, Long.class)
                            .setParameter("topic", partition.topic())
                            .setParameter("partition", partition.partition())
                            .setParameter("topicId", topicIds.get(partition.topic()), String.class)
                            .getSingleResult());
        }
        return offsets;
    }

    Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
        var offsets = new HashMap<TopicPartition, Long>();
        for (var partition : partitions) {
            getEntityManager()
                    .createQuery(
                            "select nextOffset from OffsetEntity where topic = :topic and partition = :partition",
                            Long.class)
                    .setParameter("topic", partition.topic())
                    .setParameter("partition", partition.partition())
                    .getResultStream()
                    .forEach(offset -> offsets.put(partition, offset));
        }
        return offsets;
    }

    /// @param expected what this reader believes is stored, null where nothing is
    /// @throws AnotherReaderException where another replica has moved it
    void advance(TopicPartition partition, @Nullable Long expected, long next) {
        var statement = expected == null
                ? getSession().createNamedMutationQuery(OffsetEntity.ADD)
                : getSession().createNamedMutationQuery(OffsetEntity.ADVANCE).setParameter("expected", expected);
        int changed = statement
                .setParameter("topic", partition.topic())
                .setParameter("partition", partition.partition())
                .setParameter("next", next)
                .executeUpdate();
        if (changed != 1) {
            throw new AnotherReaderException(partition);
        }
    }

    /// Another replica has counted these records; this one's transaction is undone and it goes on behind them.
    static final class AnotherReaderException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AnotherReaderException(TopicPartition partition) {
            super("another replica reads " + partition);
        }
    }
}
