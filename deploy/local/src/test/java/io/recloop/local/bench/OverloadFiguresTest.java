package io.recloop.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.local.bench.OverloadBench.Step;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OverloadFiguresTest {
    @Test
    void theSustainableRateIsTheBestStepThatIsQuickAndWhole() {
        var quick = new Step(8, new Wrk.Result(5_000, 1, 10, 10_000, 0, 0, 0, 0, 2));
        var slow = new Step(16, new Wrk.Result(7_000, 1, 51, 14_000, 0, 0, 0, 0, 2));
        var cheaper = new Step(32, new Wrk.Result(9_000, 1, 10, 18_000, 1, 0, 0, 0, 2));
        var refused = new Step(64, new Wrk.Result(9_000, 1, 10, 18_000, 0, 1, 0, 0, 2));

        assertThat(OverloadBench.sustainable(List.of(quick, slow, cheaper, refused)))
                .isEqualTo(5_000);
        assertThat(OverloadBench.sustainable(List.of(slow, cheaper))).isEqualTo(7_000);
    }

    @Test
    void goodputTellsFullAnswersFromFallbacks() {
        var overload = new Wrk.Result(9_000, 1, 10, 80_000, 60_000, 5_000, 5_000, 0, 10);

        assertThat(OverloadBench.Goodput.of(overload, 10_000))
                .isEqualTo(new OverloadBench.Goodput(2_000, 6_000, 0.8, 0.2));
    }

    @Test
    void asBeforeIsTwiceTheMedianOrTheWorstOfBefore() {
        assertThat(Recovery.allowed(List.of(2.0, 3.0, 4.0))).isEqualTo(6);
        assertThat(Recovery.allowed(List.of(2.0, 3.0, 40.0))).isEqualTo(40);
    }

    @Test
    void recoveryEndsWithTheLastHalfSecondThatIsNotAsBefore() {
        var slices = new TreeMap<Long, Recovery.Slice>();
        slices.put(0L, slice(30, false));
        slices.put(1L, slice(3, false));
        slices.put(2L, slice(3, true));
        slices.put(3L, slice(4, false));

        assertThat(Recovery.recoveredAfter(slices, 4)).isEqualTo(1_500_000_000L);
        slices.remove(2L);
        assertThat(Recovery.recoveredAfter(slices, 4)).isEqualTo(500_000_000L);
        slices.remove(0L);
        assertThat(Recovery.recoveredAfter(slices, 4)).isZero();
    }

    private static Recovery.Slice slice(long millis, boolean withFailure) {
        var slice = new Recovery.Slice();
        slice.times.add(millis * 1_000_000);
        if (withFailure) {
            slice.failed.increment();
        }
        return slice;
    }
}
