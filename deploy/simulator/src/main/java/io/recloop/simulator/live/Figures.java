package io.recloop.simulator.live;

import java.time.Duration;

/// What was seen at the shop's side since it opened, or between two moments ([#minus]).
///
/// @param asked       lists asked for
/// @param lists       lists shown, empty ones included
/// @param clicked     shown lists with at least one click
/// @param shownItems  items shown
/// @param clicks      clicks on shown items
/// @param failures    asked and got no list
/// @param turnedAway  not even asked, because too many waited for an answer
/// @param fallbacks   shown lists that were not personal, by the recommender's own word
/// @param empty       shown lists without an item
/// @param strangers   shown items that the shop does not sell
/// @param ideal       expected lists with a click, had each of these visitors been shown the best list there is
/// @param idealClicks expected clicks, likewise
/// @param organic     interactions outside recommendations
public record Figures(
        Duration elapsed,
        long asked,
        long lists,
        long clicked,
        long shownItems,
        long clicks,
        long failures,
        long turnedAway,
        long fallbacks,
        long empty,
        long strangers,
        double ideal,
        double idealClicks,
        long organic,
        Latencies latencies) {
    static final Figures NONE = new Figures(Duration.ZERO, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Latencies.NONE);

    /// What happened after `earlier`.
    public Figures minus(Figures earlier) {
        return new Figures(
                elapsed.minus(earlier.elapsed),
                asked - earlier.asked,
                lists - earlier.lists,
                clicked - earlier.clicked,
                shownItems - earlier.shownItems,
                clicks - earlier.clicks,
                failures - earlier.failures,
                turnedAway - earlier.turnedAway,
                fallbacks - earlier.fallbacks,
                empty - earlier.empty,
                strangers - earlier.strangers,
                ideal - earlier.ideal,
                idealClicks - earlier.idealClicks,
                organic - earlier.organic,
                latencies.minus(earlier.latencies));
    }

    /// Share of the shown lists that got a click; 0 when none was shown.
    public double ctr() {
        return share(clicked, lists);
    }

    /// Clicks per shown item.
    public double itemCtr() {
        return share(clicks, shownItems);
    }

    /// What [#ctr()] would have been with the best lists there are.
    public double idealCtr() {
        return share(ideal, lists);
    }

    /// [#ctr()] as a share of [#idealCtr()]: how good the recommender is, whichever visitors came.
    public double ofIdeal() {
        return share(clicked, ideal);
    }

    /// Standard error of [#ctr()], for lists that are independent of one another.
    public double ctrError() {
        return lists == 0 ? 0 : Math.sqrt(ctr() * (1 - ctr()) / lists);
    }

    public double fallbackShare() {
        return share(fallbacks, lists);
    }

    public double failureShare() {
        return share(failures, asked);
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
