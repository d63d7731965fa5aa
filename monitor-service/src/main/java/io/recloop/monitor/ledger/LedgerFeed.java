package io.recloop.monitor.ledger;

import io.recloop.contracts.bundle.RatingLevel;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.OutcomeObserved;
import io.recloop.contracts.events.RecommendationEvent;
import io.recloop.contracts.events.RecommendationFailed;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.monitor.ingest.FactStore;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Events to parts of the ledger, in the transaction of the facts. What is handed over has not been
/// counted before and is not late. Thread-safe.
@Singleton
public final class LedgerFeed {
    private static final String MISSING = "missing";
    private static final String OTHER = "(other)";
    private static final double MICROS = 1_000;

    private final FactStore facts;
    private final PersonHashes hashes;
    private final AnsweredPeople answered;
    private final LedgerConfig config;

    LedgerFeed(FactStore facts, PersonHashes hashes, AnsweredPeople answered, LedgerConfig config) {
        this.facts = facts;
        this.hashes = hashes;
        this.answered = answered;
        this.config = config;
    }

    public PersonHashes.Hasher hasher() {
        return hashes.hasher();
    }

    /// @param positive whether one is positive feedback
    public void interactions(
            List<InteractionRecorded> fresh, PersonHashes.Hasher people, Predicate<InteractionRecorded> positive) {
        var batch = new LedgerBatch();
        for (var one : fresh) {
            long person = people.of(one.tenant(), one.user());
            boolean liked = positive.test(one);
            for (var segment : segments(one)) {
                interaction(batch, one, segment, person, liked);
            }
        }
        batch.append(facts);
    }

    private void interaction(
            LedgerBatch batch, InteractionRecorded one, String segment, long person, boolean positive) {
        var action = one.action().code();
        batch.add(
                series(one.tenant(), LedgerMetric.INTERACTIONS_ACTION, segment, ""),
                one.occurredAt(),
                cell -> cell.event().count(action).person(person).row(person, action));
        var rating = one.rating();
        var level = rating == null ? MISSING : RatingLevel.of(rating);
        batch.add(series(one.tenant(), LedgerMetric.INTERACTIONS_RATING, segment, ""), one.occurredAt(), cell -> {
            cell.event().count(level).row(person, level);
            if (rating != null) {
                cell.average(rating);
            }
        });
        if (positive) {
            batch.add(
                    series(one.tenant(), LedgerMetric.INTERACTIONS_ITEM, segment, ""),
                    one.occurredAt(),
                    cell -> cell.event().count(one.item()).row(person, one.item()));
        }
    }

    private List<String> segments(InteractionRecorded one) {
        if (config.segments().isEmpty()) {
            return List.of(LedgerSeries.ALL);
        }
        var segments = new ArrayList<String>();
        segments.add(LedgerSeries.ALL);
        config.segments().forEach((key, values) -> {
            var value = one.context().get(key);
            if (value != null) {
                segments.add(key + "=" + (values.contains(value) ? value : OTHER));
            }
        });
        return segments;
    }

    public void answers(List<RecommendationsServed> served, List<RecommendationFailed> failed) {
        var batch = new LedgerBatch();
        var people = hashes.hasher();
        for (var one : served) {
            answer(batch, one, one.strategy().code(), one.modelId(), people);
            batch.add(
                    series(one.tenant(), LedgerMetric.ANSWERS_SCORE, LedgerSeries.ALL, one.modelId()),
                    one.occurredAt(),
                    cell -> {
                        cell.event();
                        one.items().forEach(item -> cell.measure(item.score()));
                    });
            batch.add(
                    series(one.tenant(), LedgerMetric.ANSWERS_ITEM, LedgerSeries.ALL, one.modelId()),
                    one.occurredAt(),
                    cell -> {
                        cell.event();
                        one.items().forEach(item -> cell.count(item.item()));
                    });
        }
        for (var one : failed) {
            answer(batch, one, one.status() >= 500 ? "failed" : "rejected", one.modelId(), people);
        }
        batch.append(facts);
        answered.add(served, failed, people);
    }

    private static void answer(
            LedgerBatch batch,
            RecommendationEvent one,
            String strategy,
            @Nullable String model,
            PersonHashes.Hasher people) {
        var user = one.user();
        batch.add(
                series(one.tenant(), LedgerMetric.ANSWERS_STRATEGY, LedgerSeries.ALL, model),
                one.occurredAt(),
                cell -> {
                    cell.event().count(strategy);
                    if (user != null) {
                        long person = people.of(one.tenant(), user);
                        cell.person(person).row(person, strategy);
                    }
                });
        batch.add(
                series(one.tenant(), LedgerMetric.ANSWERS_LATENCY, LedgerSeries.ALL, model),
                one.occurredAt(),
                cell -> cell.event().measure(one.latencyMicros() / MICROS));
    }

    public void outcomes(List<OutcomeObserved> fresh) {
        var batch = new LedgerBatch();
        for (var one : fresh) {
            var hit = one.hit10();
            var predicted = one.predictedRating();
            var rating = one.rating();
            batch.add(
                    series(one.tenant(), LedgerMetric.OUTCOMES_RANK, LedgerSeries.ALL, one.modelId()),
                    one.occurredAt(),
                    cell -> {
                        cell.event().count(hit == null ? "not judged" : hit ? "hit" : "miss");
                        if (hit != null) {
                            cell.average(one.rank() == 0 ? 0 : 1.0 / one.rank());
                        }
                    });
            if (predicted != null && rating != null) {
                batch.add(
                        series(one.tenant(), LedgerMetric.OUTCOMES_ERROR, LedgerSeries.ALL, one.modelId()),
                        one.occurredAt(),
                        cell -> cell.event().measure(predicted - rating));
            }
        }
        batch.append(facts);
    }

    private static LedgerSeries series(String tenant, LedgerMetric metric, String segment, @Nullable String model) {
        return new LedgerSeries(tenant, metric.code(), segment, model == null ? "" : model);
    }
}
