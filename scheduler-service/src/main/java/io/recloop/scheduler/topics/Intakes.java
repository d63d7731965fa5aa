package io.recloop.scheduler.topics;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Everything that this service follows, for as long as it runs. Thread-safe.
@Singleton
public final class Intakes {
    private static final Logger LOG = Logger.getLogger(Intakes.class);
    private static final String GROUP = "scheduler-service";

    private final KafkaClients clients;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<Topic, TopicReader> readers = new ConcurrentHashMap<>();
    private final List<DeadLetters> letters = new CopyOnWriteArrayList<>();

    Intakes(KafkaClients clients, MeterRegistry meters, Clock clock) {
        this.clients = clients;
        this.meters = meters;
        this.clock = clock;
    }

    /// @param effect takes each event at least once; an exception brings it again, unless it is about the data
    public <E extends Event> void follow(Topic topic, Class<E> family, Consumer<E> effect) {
        var intake = new Intake<>(topic, family, effect);
        readers.put(
                topic,
                new TopicReader(
                                clients.name(topic),
                                () -> clients.consumer(GROUP + "-" + topic.topicName()),
                                intake,
                                clock)
                        .start());
    }

    void stop(@Observes ShutdownEvent event) {
        readers.values().forEach(TopicReader::close);
        letters.forEach(DeadLetters::close);
    }

    Map<Topic, TopicReader> readers() {
        return Map.copyOf(readers);
    }

    private final class Intake<E extends Event> implements TopicReader.Handler {
        private final Topic topic;
        private final Class<E> family;
        private final Consumer<E> effect;
        private @Nullable DeadLetters deadLetters;

        Intake(Topic topic, Class<E> family, Consumer<E> effect) {
            this.topic = topic;
            this.family = family;
            this.effect = effect;
        }

        @Override
        public void take(ConsumerRecord<byte[], byte[]> record) {
            try {
                apply(EventCodec.read(family, record.value(), clock.instant()));
                count("applied");
            } catch (InvalidEventException e) {
                deadLetters().put(record, e);
                count("dead-letter");
                LOG.warnf(
                        "topic=%s partition=%d offset=%d refused: %s",
                        record.topic(), record.partition(), record.offset(), e.getMessage());
            }
        }

        private void apply(E event) throws InvalidEventException {
            try {
                effect.accept(event);
            } catch (RuntimeException e) {
                if (isAboutTheData(e)) {
                    throw new InvalidEventException(
                            InvalidEventException.Code.INVALID_FIELD, "a value is one that cannot be stored");
                }
                throw e;
            }
        }

        /// Made when first needed, by the reader's thread alone: most services never see a bad record.
        private DeadLetters deadLetters() {
            if (deadLetters == null) {
                deadLetters = new DeadLetters(clients, topic);
                letters.add(deadLetters);
            }
            return deadLetters;
        }

        private void count(String effectOf) {
            meters.counter("recloop.scheduler.events", "topic", topic.topicName(), "effect", effectOf)
                    .increment();
        }
    }

    /// SQLSTATE class 22, data exception: trying again would fail for ever, and hold up everything behind.
    private static boolean isAboutTheData(RuntimeException e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22");
            }
        }
        return false;
    }
}
