package io.recloop.monitor.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyClassesTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 100, 1_000, 12_345, 987_654, 60_000_000})
    void aLatencyIsReadBackWithinItsClass(long micros) {
        var counts = new TreeMap<Integer, Long>();
        counts.put(LatencyClasses.of(micros), 10L);

        // A class is 2^(1/4), or 19 %, wide; the first one begins at 0.
        assertThat(LatencyClasses.quantile(counts, 0.5))
                .isBetween(micros < 2 ? 0 : micros / 1.19, Math.max(1.2, micros * 1.19));
    }

    @Test
    void quantilesFollowTheCounts() {
        var counts = new TreeMap<Integer, Long>();
        for (int i = 1; i <= 1_000; i++) {
            counts.merge(LatencyClasses.of(i * 100L), 1L, Long::sum);
        }

        assertThat(LatencyClasses.quantile(counts, 0.50)).isCloseTo(50_000, within(50_000 * 0.1));
        assertThat(LatencyClasses.quantile(counts, 0.99)).isCloseTo(99_000, within(99_000 * 0.1));
        assertThat(LatencyClasses.quantile(new TreeMap<>(), 0.5)).isNaN();
    }
}
