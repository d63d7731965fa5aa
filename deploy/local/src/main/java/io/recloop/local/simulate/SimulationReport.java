package io.recloop.local.simulate;

import io.recloop.simulator.history.Past;
import io.recloop.simulator.live.Figures;
import java.util.List;

/// What a simulation saw, as `--json` prints it.
///
/// @param intervals in the order of time
record SimulationReport(
        String scenario, long seed, Past.Written shop, List<Stretch> intervals, Stretch total, long eventsLost) {

    /// A stretch of time. Shares are 0 to 1.
    ///
    /// @param ctr      of the shown lists, how many got a click
    /// @param ctrError standard error of `ctr`
    /// @param idealCtr what the best possible lists would have got from the same visitors
    /// @param ofIdeal  `ctr` / `idealCtr`
    /// @param itemCtr  clicks per shown item
    record Stretch(
            double seconds,
            long asked,
            long lists,
            long clicked,
            double ctr,
            double ctrError,
            double idealCtr,
            double ofIdeal,
            long shownItems,
            long clicks,
            double itemCtr,
            long failures,
            long turnedAway,
            double fallbackShare,
            long organicInteractions,
            double p50Millis,
            double p99Millis) {
        static Stretch of(Figures figures) {
            return new Stretch(
                    figures.elapsed().toMillis() / 1000.0,
                    figures.asked(),
                    figures.lists(),
                    figures.clicked(),
                    figures.ctr(),
                    figures.ctrError(),
                    figures.idealCtr(),
                    figures.ofIdeal(),
                    figures.shownItems(),
                    figures.clicks(),
                    figures.itemCtr(),
                    figures.failures(),
                    figures.turnedAway(),
                    figures.fallbackShare(),
                    figures.organic(),
                    figures.latencies().millis(0.5),
                    figures.latencies().millis(0.99));
        }

        String line() {
            return "%6.0f s  CTR %.3f ± %.3f (%3.0f %% of ideal)  %6d lists  %5d failed  %3.0f %% not personal  p50 %.1f ms  p99 %.1f ms"
                    .formatted(
                            seconds,
                            ctr,
                            ctrError,
                            100 * ofIdeal,
                            lists,
                            failures + turnedAway,
                            100 * fallbackShare,
                            p50Millis,
                            p99Millis);
        }
    }
}
