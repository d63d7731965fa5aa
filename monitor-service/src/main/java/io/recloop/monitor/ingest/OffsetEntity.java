package io.recloop.monitor.ingest;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/// Where the reading of a partition goes on.
@Entity
@Table(name = "consumed", schema = "monitor")
@IdClass(OffsetEntity.Key.class)
@NamedNativeQuery(name = OffsetEntity.BEGIN, resultClass = Long.class, query = """
        insert into monitor.consumed as known (topic, partition, next_offset, topic_id)
        values (:topic, :partition, 0, :topicId)
        on conflict (topic, partition) do update set
            next_offset = case when known.topic_id <> excluded.topic_id then 0 else known.next_offset end,
            topic_id = excluded.topic_id
        returning next_offset
        """)
@NamedQuery(name = OffsetEntity.ADVANCE, query = """
        update OffsetEntity set nextOffset = :next
        where topic = :topic and partition = :partition and nextOffset = :expected
        """)
@NamedQuery(name = OffsetEntity.ADD, query = """
        insert into OffsetEntity (topic, partition, nextOffset) values (:topic, :partition, :next)
        on conflict do nothing
        """)
@SuppressWarnings("NullAway.Init")
class OffsetEntity {
    static final String BEGIN = "OffsetEntity.begin";
    static final String ADVANCE = "OffsetEntity.advance";
    static final String ADD = "OffsetEntity.add";

    @Id
    String topic;

    @Id
    int partition;

    long nextOffset;

    /// Null where it was written by a release that did not know it.
    @Nullable
    String topicId;

    record Key(String topic, int partition) {}
}
