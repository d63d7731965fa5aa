package io.recloop.recommender.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// What a real broker cannot be made to do; the rest is in the tests of those who read.
class TopicFollowerTest {
    private static final TopicPartition PARTITION = new TopicPartition("rules", 0);

    private final List<Long> read = new CopyOnWriteArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger caughtUp = new AtomicInteger();

    @Test
    void beginsAgainAfterAFailureThatIsNotKafkas() {
        try (var follower = new TopicFollower(TopicFollowerTest::threeRecords, "rules", new Reader() {
            @Override
            public Map<Integer, Long> begin(Map<Integer, Long> first, Map<Integer, Long> end) {
                if (begun.incrementAndGet() == 1) {
                    throw new AssertionError("the first time");
                }
                return first;
            }
        })) {
            follower.start();

            await().untilAsserted(() -> assertThat(read).containsExactly(0L, 1L, 2L));
            await().untilAsserted(() -> assertThat(caughtUp).hasValue(1));
        }
    }

    @Test
    void passesOverARecordThatItsReaderThrowsAt() {
        try (var follower = new TopicFollower(TopicFollowerTest::threeRecords, "rules", new Reader() {
            @Override
            public void read(ConsumerRecord<byte[], byte[]> record) {
                if (record.offset() == 1) {
                    throw new IllegalStateException("not this one");
                }
                super.read(record);
            }
        })) {
            follower.start();

            await().untilAsserted(() -> assertThat(read).containsExactly(0L, 2L));
            await().untilAsserted(() -> assertThat(caughtUp).hasValue(1));
        }
    }

    @Test
    void readsARecordAgainAfterAnErrorOfTheProcess() {
        var errors = new AtomicInteger();
        try (var follower = new TopicFollower(TopicFollowerTest::threeRecords, "rules", new Reader() {
            @Override
            public void read(ConsumerRecord<byte[], byte[]> record) {
                if (record.offset() == 1 && errors.incrementAndGet() == 1) {
                    throw new StackOverflowError();
                }
                super.read(record);
            }
        })) {
            follower.start();

            await().untilAsserted(() -> assertThat(read).containsExactly(0L, 1L, 2L));
        }
    }

    @Test
    void passesOverARecordThatBringsAnErrorEachTime() {
        try (var follower = new TopicFollower(TopicFollowerTest::threeRecords, "rules", new Reader() {
            @Override
            public void read(ConsumerRecord<byte[], byte[]> record) {
                if (record.offset() == 1) {
                    throw new StackOverflowError();
                }
                super.read(record);
            }
        })) {
            follower.start();

            await().untilAsserted(() -> assertThat(read).containsExactly(0L, 2L));
            await().untilAsserted(() -> assertThat(caughtUp).hasValue(1));
        }
    }

    private class Reader implements TopicReader {
        @Override
        public void read(ConsumerRecord<byte[], byte[]> record) {
            read.add(record.offset());
        }

        @Override
        public void caughtUp() {
            caughtUp.incrementAndGet();
        }
    }

    private static Consumer<byte[], byte[]> threeRecords() {
        var consumer = new MockConsumer<byte[], byte[]>("earliest");
        consumer.updatePartitions("rules", List.of(new PartitionInfo("rules", 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 3L));
        consumer.schedulePollTask(() -> {
            for (int offset = 0; offset < 3; offset++) {
                consumer.addRecord(new ConsumerRecord<>("rules", 0, offset, new byte[0], new byte[0]));
            }
        });
        return consumer;
    }
}
