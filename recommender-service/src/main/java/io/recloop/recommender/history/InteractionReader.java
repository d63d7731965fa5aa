package io.recloop.recommender.history;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.recommender.topics.TopicFollower;
import io.recloop.recommender.topics.TopicFollowers;
import io.recloop.recommender.topics.TopicRangeReader;
import io.recloop.recommender.topics.TopicReader;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/// Reads `interactions`: the newest part at the start, everything from then on, and older parts when a model needs
/// them.
@Singleton
public final class InteractionReader implements TopicReader {
    private static final Logger LOG = Logger.getLogger(InteractionReader.class);
    private static final Duration BEGIN = Duration.ofSeconds(10);

    private final History history;
    private final InteractionRecorder recorder;
    private final HistoryConfig config;
    private final TopicRangeReader ranges;

    /// One at a time: a second one would take what the first has only begun to read for read.
    private final Object covering = new Object();

    private final TopicFollower follower;
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile Map<Integer, Long> begin = Map.of();

    /// Partition to the first offset that was written after the start; the follower's thread alone touches it.
    private Map<Integer, Long> news = Map.of();

    private volatile boolean caughtUp;

    InteractionReader(
            History history,
            InteractionRecorder recorder,
            HistoryConfig config,
            TopicRangeReader ranges,
            TopicFollowers followers) {
        this.history = history;
        this.recorder = recorder;
        this.config = config;
        this.ranges = ranges;
        this.follower = followers.follower(Topic.INTERACTIONS, this);
    }

    void start(@Observes StartupEvent started) {
        follower.start();
    }

    void stop(@Observes ShutdownEvent ended) {
        follower.close();
    }

    public boolean isCaughtUp() {
        return caughtUp;
    }

    /// Makes sure that everything from a model's offsets on is in memory, so that the model can be served
    /// without losing an interaction. Reads what is missing; the live reading goes on meanwhile.
    ///
    /// @param offsets partition to the first offset that the model was not trained with
    /// @throws IOException where the broker does not give it; trying again may help
    public void cover(String tenant, Map<Integer, Long> offsets) throws IOException {
        awaitBegin();
        synchronized (covering) {
            readWhatIsMissing(tenant, offsets);
        }
    }

    private void readWhatIsMissing(String tenant, Map<Integer, Long> offsets) throws IOException {
        var floor = history.floor(tenant, begin);
        var missing = new HashMap<Integer, TopicRangeReader.Part>();
        var lowered = new HashMap<Integer, Long>();
        floor.forEach((partition, known) -> {
            long wanted = offsets.getOrDefault(partition, 0L);
            long affordable = Math.max(wanted, known - config.maxReplay());
            if (affordable < known) {
                missing.put(partition, new TopicRangeReader.Part(affordable, known));
                lowered.put(partition, affordable);
            }
            if (wanted < affordable) {
                LOG.warnf(
                        "partition=%d offset=%d: %d older interactions that the model lacks are left out",
                        partition, wanted, affordable - wanted);
            }
        });
        if (missing.isEmpty()) {
            return;
        }
        // Lowered first, or what is read now would be turned away; and put back where reading fails, so that the next
        // attempt reads it all. Entries that came in already are recognised by their offsets.
        history.lowerFloor(tenant, lowered);
        try {
            ranges.read(Topic.INTERACTIONS, missing, record -> recorder.recordAgain(record, tenant));
        } catch (IOException e) {
            history.restoreFloor(tenant, floor);
            throw e;
        }
    }

    /// A model with these offsets has been swapped in.
    public void serves(String tenant, Map<Integer, Long> offsets) {
        history.serves(tenant, offsets);
    }

    @Override
    public Map<Integer, Long> begin(Map<Integer, Long> first, Map<Integer, Long> end) {
        var chosen = new HashMap<Integer, Long>();
        first.forEach((partition, oldest) ->
                chosen.put(partition, Math.max(oldest, end.getOrDefault(partition, oldest) - config.maxReplay())));
        news = Map.copyOf(end);
        begin = Map.copyOf(chosen);
        begun.countDown();
        return begin;
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        recorder.record(record, isNews(news, record.partition(), record.offset()));
    }

    @Override
    public void caughtUp() {
        caughtUp = true;
    }

    /// @param ends partition to where its end was at the start; one that was added later is all news
    static boolean isNews(Map<Integer, Long> ends, int partition, long offset) {
        return offset >= ends.getOrDefault(partition, 0L);
    }

    private void awaitBegin() throws IOException {
        try {
            if (!begun.await(BEGIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("topic interactions has not been reached yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
