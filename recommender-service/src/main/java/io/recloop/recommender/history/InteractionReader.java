package io.recloop.recommender.history;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.InteractionRetracted;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.kit.topics.TopicNames;
import io.recloop.recommender.ranking.Interaction;
import io.recloop.recommender.ranking.Signal;
import io.recloop.recommender.topics.KafkaClients;
import io.recloop.recommender.topics.RefusedRecords;
import io.recloop.recommender.topics.TopicFollower;
import io.recloop.recommender.topics.TopicRangeReader;
import io.recloop.recommender.topics.TopicReader;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads `interactions`: the newest part at the start, everything from then on, and older parts when a model needs
/// them.
@Singleton
public final class InteractionReader implements TopicReader {
    private static final Logger LOG = Logger.getLogger(InteractionReader.class);
    private static final Duration BEGIN = Duration.ofSeconds(10);

    private final History history;
    private final Trending trending;
    private final HistoryConfig config;
    private final Signals signals;
    private final InteractionListener listener;
    private final RefusedRecords refused;
    private final Clock clock;
    private final TopicRangeReader span;
    private final String topic;
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
            Trending trending,
            HistoryConfig config,
            Signals signals,
            InteractionListener listener,
            RefusedRecords refused,
            Clock clock,
            TopicRangeReader span,
            KafkaClients clients,
            TopicNames names,
            MeterRegistry metrics) {
        this.history = history;
        this.trending = trending;
        this.config = config;
        this.signals = signals;
        this.listener = listener;
        this.refused = refused;
        this.clock = clock;
        this.span = span;
        this.topic = names.of(Topic.INTERACTIONS);
        this.follower = new TopicFollower(clients, topic, this);
        metrics.gauge("recloop.history.entries", history, History::size);
        metrics.gauge("recloop.history.users", history, History::users);
        metrics.gauge("recloop.trending.items", trending, Trending::size);
        FunctionCounter.builder("recloop.history.forgotten.users", history, History::forgottenUsers)
                .register(metrics);
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
                        "topic=%s partition=%d offset=%d: %d older interactions that the model lacks are left out",
                        topic, partition, wanted, affordable - wanted);
            }
        });
        if (missing.isEmpty()) {
            return;
        }
        // Lowered first, or what is read now would be turned away; and put back where reading fails, so that the next
        // attempt reads it all. Entries that came in already are recognised by their offsets.
        history.lowerFloor(tenant, lowered);
        try {
            span.read(topic, missing, record -> read(record, tenant));
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
        read(record, null);
    }

    @Override
    public void caughtUp() {
        caughtUp = true;
    }

    private void read(ConsumerRecord<byte[], byte[]> record, @Nullable String onlyOf) {
        try {
            switch (EventCodec.read(InteractionEvent.class, record.value(), clock.instant())) {
                case InteractionRecorded event
                when onlyOf == null || event.tenant().equals(onlyOf) -> {
                    var interaction = new Interaction(event.item(), signals.of(event.action(), event.rating()));
                    var before = history.tail(event.tenant(), event.user());
                    // Not where older parts are read again: these were counted when they came.
                    if (onlyOf == null && interaction.signal() == Signal.POSITIVE && !before.likes(event.item())) {
                        trending.liked(event.tenant(), event.item(), event.occurredAt());
                    }
                    if (onlyOf == null && isNews(news, record.partition(), record.offset())) {
                        listener.onInteraction(new InteractionListener.ObservedInteraction(
                                event, interaction.signal(), record.partition(), record.offset(), before));
                    }
                    history.record(
                            event.tenant(),
                            event.user(),
                            new HistoryEntry(record.partition(), record.offset(), interaction));
                }
                case InteractionRecorded other -> LOG.tracef("tenant=%s passed over", other.tenant());
                case InteractionRetracted retracted ->
                    LOG.tracef("tenant=%s retraction passed over", retracted.tenant());
            }
        } catch (InvalidEventException e) {
            refused.count(Topic.INTERACTIONS, e);
        }
    }

    /// @param ends partition to where its end was at the start; one that was added later is all news
    static boolean isNews(Map<Integer, Long> ends, int partition, long offset) {
        return offset >= ends.getOrDefault(partition, 0L);
    }

    private void awaitBegin() throws IOException {
        try {
            if (!begun.await(BEGIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("topic " + topic + " has not been reached yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
