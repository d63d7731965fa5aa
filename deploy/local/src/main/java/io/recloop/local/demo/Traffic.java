package io.recloop.local.demo;

import io.recloop.simulator.live.Figures;
import io.recloop.simulator.live.LiveTraffic;
import java.time.Duration;
import java.util.Locale;

/// What visitors did, over the stretches of time that the story is about.
final class Traffic {
    private final LiveTraffic live;
    private final Patience patience;
    private final Story story;

    Traffic(LiveTraffic live, Patience patience, Story story) {
        this.live = live;
        this.patience = patience;
        this.story = story;
    }

    /// Watches for a while, telling each part.
    Figures during(Duration whole, Duration part) throws InterruptedException {
        var begin = live.figures();
        var last = begin;
        for (var gone = Duration.ZERO; gone.compareTo(whole) < 0; gone = gone.plus(part)) {
            patience.pause(part);
            var now = live.figures();
            story.say("   " + line(now.minus(last)));
            last = now;
        }
        return last.minus(begin);
    }

    Figures soFar() {
        return live.figures();
    }

    void shiftTaste(double share) {
        live.shiftTaste(share);
    }

    static String ctr(Figures figures) {
        return String.format(
                Locale.ROOT,
                "CTR %.3f ± %.3f, %.0f %% of what perfect lists would get",
                figures.ctr(),
                figures.ctrError(),
                100 * figures.ofIdeal());
    }

    private static String line(Figures figures) {
        return String.format(
                Locale.ROOT,
                "CTR %.2f (%.0f %% of ideal) over %d lists, p99 %.0f ms, %d failed, %.0f %% not personal",
                figures.ctr(),
                100 * figures.ofIdeal(),
                figures.lists(),
                figures.latencies().millis(0.99),
                figures.failures() + figures.turnedAway(),
                100 * figures.fallbackShare());
    }
}
