package io.recloop.monitor.ingest;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Handle;

/// Where reading goes on, in the database and not at the broker: one transaction holds effect and offset.
final class Offsets {
    private Offsets() {}

    /// Where to begin: behind what was read, or at the beginning of a partition that was never read or whose topic was
    /// deleted and created again since.
    ///
    /// @param topicIds of the broker, by topic
    static Map<TopicPartition, Long> begin(
            Handle transaction, Collection<TopicPartition> partitions, Map<String, String> topicIds) {
        var offsets = new HashMap<TopicPartition, Long>();
        for (var partition : partitions) {
            offsets.put(
                    partition,
                    transaction
                            .createQuery("""
                                insert into consumed (topic, partition, next_offset, topic_id)
                                values (:topic, :partition, 0, :id)
                                on conflict (topic, partition) do update set
                                    next_offset = case when consumed.topic_id <> excluded.topic_id then 0
                                        else consumed.next_offset end,
                                    topic_id = excluded.topic_id
                                returning next_offset\
                                """)
                            .bind("topic", partition.topic())
                            .bind("partition", partition.partition())
                            .bind("id", topicIds.get(partition.topic()))
                            .mapTo(Long.class)
                            .one());
        }
        return offsets;
    }

    static Map<TopicPartition, Long> read(Handle handle, Collection<TopicPartition> partitions) {
        var offsets = new HashMap<TopicPartition, Long>();
        for (var partition : partitions) {
            handle.createQuery("select next_offset from consumed where topic = :topic and partition = :partition")
                    .bind("topic", partition.topic())
                    .bind("partition", partition.partition())
                    .mapTo(Long.class)
                    .findOne()
                    .ifPresent(offset -> offsets.put(partition, offset));
        }
        return offsets;
    }

    /// @param expected what this reader believes is stored, empty where nothing is
    /// @throws AnotherReaderException where another replica has moved it
    static void advance(Handle transaction, TopicPartition partition, OptionalLong expected, long next) {
        int changed = expected.isPresent()
                ? transaction
                        .createUpdate("""
                            update consumed set next_offset = :next
                            where topic = :topic and partition = :partition and next_offset = :expected\
                            """)
                        .bind("expected", expected.getAsLong())
                        .bind("next", next)
                        .bind("topic", partition.topic())
                        .bind("partition", partition.partition())
                        .execute()
                : transaction
                        .createUpdate("""
                            insert into consumed (topic, partition, next_offset) values (:topic, :partition, :next)
                            on conflict do nothing\
                            """)
                        .bind("next", next)
                        .bind("topic", partition.topic())
                        .bind("partition", partition.partition())
                        .execute();
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
