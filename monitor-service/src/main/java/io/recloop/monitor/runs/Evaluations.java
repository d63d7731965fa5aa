package io.recloop.monitor.runs;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.kit.outbox.Outbox;
import io.recloop.monitor.ingest.Retention;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Evaluations that were made: kept, and told on the topic. Thread-safe.
@Singleton
@Transactional
public class Evaluations implements Retention {
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int LOOKED_AT = 11;
    private static final int FEWEST = 4;

    private final EvaluationRepository rows;
    private final Outbox outbox;

    @Inject
    Evaluations(EvaluationRepository rows, Outbox outbox) {
        this.rows = rows;
        this.outbox = outbox;
    }

    void add(DriftEvaluated evaluated) {
        rows.add(evaluated);
        outbox.append(Topic.DRIFT_EVENTS, evaluated);
    }

    /// The newest first.
    public List<DriftEvaluated> newest(String tenant, int limit) {
        return rows.newest(tenant, limit);
    }

    /// The usual time between the last evaluations; empty where there were fewer than four.
    Optional<Duration> usualGap(String tenant) {
        var newest = rows.times(tenant, LOOKED_AT);
        if (newest.size() < FEWEST) {
            return Optional.empty();
        }
        var gaps = new ArrayList<Duration>();
        for (int i = 1; i < newest.size(); i++) {
            gaps.add(Duration.between(newest.get(i), newest.get(i - 1)));
        }
        gaps.sort(null);
        var median = gaps.get(gaps.size() / 2);
        return median.isPositive() ? Optional.of(median) : Optional.empty();
    }

    @Override
    public void deleteOld(Instant now) {
        rows.deleteBefore(now.minus(KEPT));
    }
}
