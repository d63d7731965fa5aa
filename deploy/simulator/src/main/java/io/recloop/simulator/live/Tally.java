package io.recloop.simulator.live;

import io.recloop.contracts.events.Action;
import io.recloop.simulator.shop.Shelf.Expectation;
import io.recloop.simulator.visits.Step;
import java.time.Duration;
import java.util.List;

/// Counts while visits go on. Thread-safe: one lock, held for a few additions.
final class Tally {
    private final Latencies.Collector latencies = new Latencies.Collector();
    private long asked;
    private long lists;
    private long clicked;
    private long shownItems;
    private long clicks;
    private long failures;
    private long turnedAway;
    private long fallbacks;
    private long empty;
    private long strangers;
    private double ideal;
    private double idealClicks;
    private long organic;

    synchronized void shown(List<Integer> shown, boolean fallback, List<Step> steps, Expectation best, long micros) {
        long onThis =
                steps.stream().filter(step -> step.action() == Action.CLICK).count();
        asked++;
        lists++;
        clicked += onThis > 0 ? 1 : 0;
        shownItems += shown.size();
        clicks += onThis;
        fallbacks += fallback ? 1 : 0;
        empty += shown.isEmpty() ? 1 : 0;
        strangers += shown.stream().filter(item -> item < 0).count();
        ideal += best.any();
        idealClicks += best.clicks();
        latencies.add(micros);
    }

    synchronized void failed(long micros) {
        asked++;
        failures++;
        latencies.add(micros);
    }

    synchronized void turnedAway() {
        turnedAway++;
    }

    synchronized void organic(int interactions) {
        organic += interactions;
    }

    synchronized Figures snapshot(Duration elapsed) {
        return new Figures(
                elapsed,
                asked,
                lists,
                clicked,
                shownItems,
                clicks,
                failures,
                turnedAway,
                fallbacks,
                empty,
                strangers,
                ideal,
                idealClicks,
                organic,
                latencies.snapshot());
    }
}
