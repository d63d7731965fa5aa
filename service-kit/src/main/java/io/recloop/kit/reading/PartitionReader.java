package io.recloop.kit.reading;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/// Reads all partitions of topics, from offsets that an [OffsetOwner] keeps. It joins no group, so nobody else decides
/// what it reads; two readers of the same topics read the same, and it is for their owners to notice.
///
/// Records are fetched on a thread of the reader's own while the owner takes those before them. What was fetched and
/// not taken when a run ends is fetched again by the next.
///
/// Threads: [#run] on one thread at a time; everything else from any thread.
public final class PartitionReader implements AutoCloseable {
    private final Settings settings;
    private final OffsetOwner owner;
    private final ReadingGoals goals = new ReadingGoals();
    private final AtomicReference<@Nullable TopicFetch> fetch = new AtomicReference<>();
    private volatile boolean closed;
    private volatile long lag = -1;

    /// How a reader reads.
    ///
    /// @param topics             physical names
    /// @param kafka              settings of the consumer: connection, client id, how much is fetched. A group
    ///                           id is used for nothing but [PartitionReader#announce]
    /// @param idle               after so much time without a record the owner gets a batch without one
    /// @param newPartitionsEvery how often partitions that were added are looked for
    /// @param ahead              polls that are fetched before the owner has taken the one before
    public record Settings(
            Set<String> topics, Map<String, Object> kafka, Duration idle, Duration newPartitionsEvery, int ahead) {
        public Settings {
            topics = Set.copyOf(topics);
            kafka = Map.copyOf(kafka);
        }
    }

    public PartitionReader(Settings settings, OffsetOwner owner) {
        this.settings = settings;
        this.owner = owner;
    }

    /// Reads until the reader is closed.
    ///
    /// @throws KafkaException where the broker is away, a topic does not exist or an offset is not there; the
    ///                        caller pauses and runs the reader again
    /// @throws Exception      of the owner
    public void run() throws Exception {
        try {
            while (!closed) {
                session();
            }
        } finally {
            lag = -1;
        }
    }

    /// Until closed, or until partitions were added.
    private void session() throws Exception {
        BlockingQueue<TopicFetch.Fetched> queue = new ArrayBlockingQueue<>(settings.ahead());
        try (var fetching = new TopicFetch(settings, queue, goals)) {
            fetch.set(fetching);
            fetching.begin(owner);
            while (!closed) {
                switch (queue.take()) {
                    case TopicFetch.Fetched.Records(var batch) -> {
                        owner.take(batch);
                        lag = batch.lag();
                        goals.reached(batch.next());
                    }
                    case TopicFetch.Fetched.Grown() -> {
                        return;
                    }
                    case TopicFetch.Fetched.Failed(var failure) -> throw failure;
                    case TopicFetch.Fetched.Ended() -> {
                        return;
                    }
                }
            }
        } catch (WakeupException e) {
            if (!closed) {
                throw e;
            }
        } finally {
            fetch.set(null);
        }
    }

    /// Returns once all that was on the topics at the time of the call has been taken; false where that takes longer.
    /// Waiting for a batch without records would wait for ever where traffic never stops.
    public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
        return goals.await(atMost);
    }

    /// Commits offsets for the group of the settings, in the background. They are for who looks at the group's lag;
    /// nothing is read from them.
    public void announce(Map<TopicPartition, Long> offsets) {
        var fetching = fetch.get();
        if (fetching != null) {
            fetching.announce(offsets);
        }
    }

    /// Records on the broker that were not taken yet; -1 where that is not known.
    public long lag() {
        return lag;
    }

    public boolean isClosed() {
        return closed;
    }

    /// Ends the run after the batch in hand; does not wait for it.
    @Override
    public void close() {
        closed = true;
        var fetching = fetch.get();
        if (fetching != null) {
            fetching.end();
        }
    }
}
