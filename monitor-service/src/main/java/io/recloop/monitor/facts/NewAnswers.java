package io.recloop.monitor.facts;

import io.recloop.contracts.events.RecommendationEvent;
import io.recloop.contracts.events.RecommendationFailed;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.monitor.ledger.LedgerFeed;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Predicate;

/// What follows from answers that were counted for the first time.
@Singleton
final class NewAnswers {
    private final Clicks clicks;
    private final LedgerFeed ledger;

    NewAnswers(Clicks clicks, LedgerFeed ledger) {
        this.clicks = clicks;
        this.ledger = ledger;
    }

    void apply(
            List<RecommendationsServed> served,
            List<RecommendationFailed> failed,
            Predicate<RecommendationEvent> onTime) {
        clicks.applyWaiting(served);
        ledger.answers(
                served.stream().filter(onTime).toList(),
                failed.stream().filter(onTime).toList());
    }
}
