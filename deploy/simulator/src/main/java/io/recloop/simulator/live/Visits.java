package io.recloop.simulator.live;

import io.recloop.contracts.events.Strategy;
import io.recloop.simulator.outlets.AskFailedException;
import io.recloop.simulator.outlets.EventSink;
import io.recloop.simulator.outlets.Recommender;
import io.recloop.simulator.shop.Chance.Purpose;
import io.recloop.simulator.shop.Shelf;
import io.recloop.simulator.shop.Shop;
import io.recloop.simulator.shop.Visitor;
import io.recloop.simulator.visits.Behaviour;
import io.recloop.simulator.visits.Ledger;
import io.recloop.simulator.visits.Ledger.Timing;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// One visit after the other, without any notion of when the next one is due.
///
/// [#next()] and [#organic()] change the shop and belong to one thread; what they return may run on any.
final class Visits {
    private static final Set<String> FALLBACKS = Arrays.stream(Strategy.values())
            .filter(Strategy::fallback)
            .map(Strategy::code)
            .collect(Collectors.toUnmodifiableSet());

    private final Shop shop;
    private final LivePlan plan;
    private final Recommender recommender;
    private final EventSink sink;
    private final Clock clock;
    private final Ledger ledger;
    private final Tally tally = new Tally();
    private long recommended;
    private long alone;

    Visits(Shop shop, LivePlan plan, Recommender recommender, EventSink sink, Clock clock) {
        this.shop = shop;
        this.plan = plan;
        this.recommender = recommender;
        this.sink = sink;
        this.clock = clock;
        this.ledger = new Ledger(shop.plan(), clock.instant());
    }

    /// Decides who comes next; running the result asks the recommender and waits for its answer.
    Runnable next() {
        long visit = recommended++;
        var random = shop.chance().stream(Purpose.LIVE_VISIT, visit);
        var newcomer = isDue(visit, plan.newcomerEvery());
        var visitor = newcomer ? shop.welcome() : shop.somebody(random);
        if (isDue(visit, plan.newItemEvery())) {
            sink.send(ledger.item(shop.receive(), true, clock.instant()));
        }
        var shelf = shop.shelf();
        return () -> ask(visit, visitor, shelf, random);
    }

    /// Somebody finds their own way.
    void organic() {
        long visit = alone++;
        var random = shop.chance().stream(Purpose.ORGANIC_VISIT, visit);
        var visitor = shop.somebody(random);
        var steps = Behaviour.browse(shop.shelf(), visitor, random);
        ledger.interactions(Purpose.ORGANIC_VISIT, visit, visitor, steps, Timing.now(clock.instant()))
                .forEach(sink::send);
        tally.organic(steps.size());
    }

    void turnAway() {
        tally.turnedAway();
    }

    void shiftTaste(double share) {
        var unused = shop.shiftTaste(share);
    }

    void renew(double share) {
        var now = clock.instant();
        var season = shop.renew(share);
        season.soldOut().forEach(item -> sink.send(ledger.item(item, false, now)));
        season.arrived().forEach(item -> sink.send(ledger.item(item, true, now)));
    }

    long recommended() {
        return recommended;
    }

    Figures figures(Duration elapsed) {
        return tally.snapshot(elapsed);
    }

    private void ask(long visit, Visitor visitor, Shelf shelf, SplittableRandom random) {
        long before = System.nanoTime();
        Recommender.Answer answer;
        try {
            answer = recommender.recommend(visitor.id(), plan.listLength());
        } catch (AskFailedException e) {
            tally.failed(microsSince(before));
            return;
        }
        long micros = microsSince(before);
        var best = shelf.expectation(visitor, shelf.ideal(visitor, plan.listLength()));
        var shown =
                answer.items().stream().map(id -> shelf.indexOf(id).orElse(-1)).toList();
        var steps = Behaviour.look(shelf, visitor, shown, answer.requestId(), random);
        ledger.interactions(Purpose.LIVE_VISIT, visit, visitor, steps, Timing.now(clock.instant()))
                .forEach(sink::send);
        tally.shown(shown, FALLBACKS.contains(answer.strategy()), steps, best, micros);
    }

    private static boolean isDue(long visit, int every) {
        return every > 0 && visit % every == every - 1;
    }

    private static long microsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000;
    }
}
