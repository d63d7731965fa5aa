package io.recloop.simulator.history;

import io.recloop.simulator.outlets.EventSink;
import io.recloop.simulator.shop.Chance.Purpose;
import io.recloop.simulator.shop.Item;
import io.recloop.simulator.shop.Shop;
import io.recloop.simulator.visits.Behaviour;
import io.recloop.simulator.visits.Ledger;
import io.recloop.simulator.visits.Ledger.Timing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;

/// Writes what happened in the shop before the loop was there: everything on the shelf, then visit after visit,
/// evenly over the span, while the late people and goods arrive. Nobody recommended anything then.
public final class Past {
    /// Between two steps of a visit, unless the span is so short that this would smear it.
    private static final Duration PACE = Duration.ofSeconds(20);

    private static final int PACES_IN_SPAN = 2_000;

    private final Shop shop;
    private final EventSink sink;

    public Past(Shop shop, EventSink sink) {
        this.shop = shop;
        this.sink = sink;
    }

    /// @param until    the end of the history; the shop's present
    /// @param progress told the number of interactions now and then
    /// @throws IOException if events were lost on the way
    public Written write(Instant until, Duration span, long interactions, LongConsumer progress) throws IOException {
        if (span.isNegative() || span.isZero() || interactions < 1) {
            throw new IllegalArgumentException("a history needs a span and at least one interaction");
        }
        var from = until.minus(span);
        var ledger = new Ledger(shop.plan(), until);
        var pace = min(PACE, span.dividedBy(PACES_IN_SPAN));
        for (var item : shop.shelf().items()) {
            sink.send(ledger.item(item, true, from));
        }
        long written = 0;
        for (long visit = 0; written < interactions; visit++) {
            double gone = (double) written / interactions;
            var at = from.plusNanos((long) (gone * span.toNanos()));
            arrivals(gone, ledger, at);
            var random = shop.chance().stream(Purpose.PAST_VISIT, visit);
            var visitor = shop.somebody(random);
            var steps = Behaviour.browse(shop.shelf(), visitor, random);
            for (var event :
                    ledger.interactions(Purpose.PAST_VISIT, visit, visitor, steps, new Timing(at, pace, until))) {
                if (written < interactions) {
                    sink.send(event);
                    written++;
                }
            }
            if (visit % 1_000 == 0) {
                progress.accept(written);
            }
        }
        arrivals(1, ledger, until);
        sink.flush();
        progress.accept(written);
        return new Written(shop.visitors().size(), shop.shelf().items().size(), written);
    }

    /// Writes the shelf alone, with everything on it and everybody there who is ever to come late: for a shop
    /// whose past is on the topics already.
    ///
    /// @throws IOException if events were lost on the way
    public Written skip(Instant now) throws IOException {
        var ledger = new Ledger(shop.plan(), now);
        for (var item : shop.shelf().items()) {
            sink.send(ledger.item(item, true, now));
        }
        arrivals(1, ledger, now);
        sink.flush();
        return new Written(shop.visitors().size(), shop.shelf().items().size(), 0);
    }

    /// @param users of whom the shop knows at the end, whether or not they did something
    public record Written(int users, int items, long interactions) {}

    private void arrivals(double gone, Ledger ledger, Instant at) {
        var plan = shop.plan();
        while (shop.visitors().size() < due(gone, plan.users())) {
            shop.welcome();
        }
        while (shop.shelf().items().size() < due(gone, plan.items())) {
            Item item = shop.receive();
            sink.send(ledger.item(item, true, at));
        }
    }

    private long due(double gone, int planned) {
        double late = shop.plan().lateShare();
        return Math.round(planned * (1 - late + late * gone));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
