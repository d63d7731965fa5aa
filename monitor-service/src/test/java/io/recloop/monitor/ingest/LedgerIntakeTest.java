package io.recloop.monitor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.OutcomeObserved;
import io.recloop.contracts.events.RecommendationFailed;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.contracts.events.ShownItem;
import io.recloop.contracts.events.Strategy;
import io.recloop.kit.topics.TopicNames;
import io.recloop.monitor.SharedStack;
import io.recloop.monitor.ledger.Ledger;
import io.recloop.monitor.ledger.LedgerMetric;
import io.recloop.monitor.ledger.LedgerSeries;
import io.recloop.monitor.summaries.SummaryCell;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/// What batches add to the ledger.
@QuarkusTest
@QuarkusTestResource(SharedStack.class)
class LedgerIntakeTest {
    private static final Instant NOW = Instant.now();
    private static final Instant HOUR = NOW.truncatedTo(ChronoUnit.HOURS);

    @Inject
    Intake intake;

    @Inject
    Ledger ledger;

    @Inject
    TopicNames names;

    private ConsumerRecords<byte[], byte[]> batch(
            Topic topic, int partition, long offset, Instant loggedAt, Event... events) {
        var from = new TopicPartition(names.of(topic), partition);
        var records = IntStream.range(0, events.length)
                .mapToObj(i -> new ConsumerRecord<>(
                        from.topic(),
                        from.partition(),
                        offset + i,
                        loggedAt.toEpochMilli(),
                        TimestampType.CREATE_TIME,
                        ConsumerRecord.NULL_SIZE,
                        ConsumerRecord.NULL_SIZE,
                        events[i].key().getBytes(StandardCharsets.UTF_8),
                        EventCodec.write(events[i]),
                        new RecordHeaders(),
                        Optional.empty()))
                .toList();
        return new ConsumerRecords<>(Map.of(from, records), Map.of());
    }

    private static InteractionRecorded rated(String tenant, Instant at, double rating) {
        return new InteractionRecorded(
                UUID.randomUUID().toString(), tenant, at, "user-1", "item-1", Action.RATING, rating, null, null);
    }

    private SummaryCell hour(String tenant, LedgerMetric metric, Instant hour) {
        return ledger.total(tenant, metric, LedgerSeries.ALL, hour, hour.plus(Duration.ofHours(1)));
    }

    @Test
    void anEventThatIsSentTwiceCountsOnce() {
        var event = rated("ledger-twice", HOUR, 4.5);

        var stored = intake.take(batch(Topic.INTERACTIONS, 201, 0, NOW, event, event), Map.of());
        intake.take(batch(Topic.INTERACTIONS, 201, 2, NOW, event), stored);

        var cell = hour("ledger-twice", LedgerMetric.INTERACTIONS_RATING, HOUR);
        assertThat(cell.events()).isEqualTo(1);
        assertThat(cell.moments().orElseThrow().mean()).isEqualTo(4.5);
        assertThat(hour("ledger-twice", LedgerMetric.INTERACTIONS_ITEM, HOUR)
                        .tally()
                        .orElseThrow()
                        .counts())
                .isEqualTo(Map.of("item-1", 1L));
    }

    @Test
    void anEventThatWasLoggedLongAfterItHappenedIsLateAndCountsInNoHour() {
        var old = HOUR.minus(Duration.ofHours(30));
        var onTime = rated("ledger-late", old, 3);
        var late = rated("ledger-late", old, 3);

        var stored = intake.take(batch(Topic.INTERACTIONS, 202, 0, old.plus(Duration.ofHours(6)), onTime), Map.of());
        intake.take(
                batch(Topic.INTERACTIONS, 202, 1, old.plus(Duration.ofHours(6)).plusMillis(1), late), stored);

        assertThat(hour("ledger-late", LedgerMetric.INTERACTIONS_ACTION, old).events())
                .isEqualTo(1);
    }

    @Test
    void answersAreCountedByModelWithLatenciesScoresAndItems() {
        var served = new RecommendationsServed(
                UUID.randomUUID().toString(),
                "ledger-answers",
                HOUR,
                "request-1",
                "user-1",
                "model-1",
                Strategy.PERSONALIZED,
                List.of(
                        new ShownItem("item-1", 1, 0.75, "collaborative", List.of()),
                        new ShownItem("item-2", 2, 0.25, "collaborative", List.of())),
                2_000L);
        var failed = new RecommendationFailed(
                UUID.randomUUID().toString(),
                "ledger-answers",
                HOUR,
                "request-2",
                null,
                null,
                500,
                "/problems/internal",
                9_000L);

        intake.take(batch(Topic.RECOMMENDATIONS, 203, 0, NOW, served, failed), Map.of());

        var byModel = ledger.byModel(
                "ledger-answers",
                LedgerMetric.ANSWERS_STRATEGY,
                LedgerSeries.ALL,
                HOUR,
                HOUR.plus(Duration.ofHours(1)));
        assertThat(byModel.keySet()).containsExactly("", "model-1");
        assertThat(byModel.get("").tally().orElseThrow().counts()).isEqualTo(Map.of("failed", 1L));
        assertThat(hour("ledger-answers", LedgerMetric.ANSWERS_LATENCY, HOUR)
                        .moments()
                        .orElseThrow()
                        .mean())
                .isEqualTo(5.5);
        var scores = hour("ledger-answers", LedgerMetric.ANSWERS_SCORE, HOUR);
        assertThat(scores.quantiles().orElseThrow().count()).isEqualTo(2);
        assertThat(scores.moments().orElseThrow().mean()).isEqualTo(0.5);
        assertThat(hour("ledger-answers", LedgerMetric.ANSWERS_ITEM, HOUR)
                        .tally()
                        .orElseThrow()
                        .counts())
                .isEqualTo(Map.of("item-1", 1L, "item-2", 1L));
    }

    @Test
    void errorsOfPredictedRatingsAreSummedUp() {
        var outcome = new OutcomeObserved(
                UUID.randomUUID().toString(),
                "ledger-outcomes",
                HOUR,
                "interaction-1",
                "user-1",
                "item-1",
                Action.RATING,
                "model-1",
                4,
                10,
                3.0,
                4.5,
                Strategy.PERSONALIZED,
                true);

        intake.take(batch(Topic.OUTCOMES, 204, 0, NOW, outcome), Map.of());

        var error = hour("ledger-outcomes", LedgerMetric.OUTCOMES_ERROR, HOUR)
                .moments()
                .orElseThrow();
        assertThat(error.mean()).isEqualTo(-1.5);
        assertThat(error.meanSquare()).isEqualTo(2.25);
        var ranks = hour("ledger-outcomes", LedgerMetric.OUTCOMES_RANK, HOUR);
        assertThat(ranks.tally().orElseThrow().counts()).isEqualTo(Map.of("hit", 1L));
        assertThat(ranks.moments().orElseThrow().mean()).isEqualTo(0.25);
    }
}
