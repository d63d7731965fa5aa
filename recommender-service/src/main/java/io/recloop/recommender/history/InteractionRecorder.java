package io.recloop.recommender.history;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.InteractionRetracted;
import io.recloop.recommender.ranking.Interaction;
import io.recloop.recommender.ranking.Signal;
import io.recloop.recommender.topics.EventDecoder;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/// What an interaction does: it goes into the user's history and, when it is read for the first time, counts as a trend
/// and the listener hears of it.
@Singleton
final class InteractionRecorder {
    private static final Logger LOG = Logger.getLogger(InteractionRecorder.class);

    private final History history;
    private final Trending trending;
    private final Signals signals;
    private final InteractionListener listener;
    private final EventDecoder decoder;

    InteractionRecorder(
            History history, Trending trending, Signals signals, InteractionListener listener, EventDecoder decoder) {
        this.history = history;
        this.trending = trending;
        this.signals = signals;
        this.listener = listener;
        this.decoder = decoder;
    }

    /// @param isNew whether it was written after the start of this process
    void record(ConsumerRecord<byte[], byte[]> record, boolean isNew) {
        eachRecorded(record, event -> {
            var interaction = interaction(event);
            var before = history.tail(event.tenant(), event.user());
            if (interaction.signal() == Signal.POSITIVE && !before.likes(event.item())) {
                trending.liked(event.tenant(), event.item(), event.occurredAt());
            }
            if (isNew) {
                listener.onInteraction(new InteractionListener.ObservedInteraction(
                        event, interaction.signal(), record.partition(), record.offset(), before));
            }
            keep(record, event, interaction);
        });
    }

    /// One that was read before for other tenants, and counted then.
    void recordAgain(ConsumerRecord<byte[], byte[]> record, String onlyOf) {
        eachRecorded(record, event -> {
            if (event.tenant().equals(onlyOf)) {
                keep(record, event, interaction(event));
            }
        });
    }

    private void eachRecorded(ConsumerRecord<byte[], byte[]> record, Consumer<InteractionRecorded> effect) {
        decoder.decode(Topic.INTERACTIONS, InteractionEvent.class, record.value())
                .ifPresent(event -> {
                    switch (event) {
                        case InteractionRecorded recorded -> effect.accept(recorded);
                        case InteractionRetracted retracted ->
                            LOG.tracef("tenant=%s retraction passed over", retracted.tenant());
                    }
                });
    }

    private Interaction interaction(InteractionRecorded event) {
        return new Interaction(event.item(), signals.of(event.action(), event.rating()));
    }

    private void keep(ConsumerRecord<byte[], byte[]> record, InteractionRecorded event, Interaction interaction) {
        history.record(
                event.tenant(), event.user(), new HistoryEntry(record.partition(), record.offset(), interaction));
    }
}
