package io.recloop.monitor.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.monitor.quality.CtrDrop.Bucket;
import io.recloop.monitor.verdicts.Measurement;
import io.recloop.monitor.verdicts.Measurement.Measured;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Expected numbers are SciPy 1.17's.
class CtrDropTest {
    @Test
    void aFallIsTestedOneSided() {
        var measured = (Measured) CtrDrop.compare(List.of(new Bucket(1000, 100)), List.of(new Bucket(400, 20)));

        assertThat(measured.effect()).isCloseTo(0.5, within(1e-12));
        assertThat(measured.pValue()).isCloseTo(0.0012678985454398944, within(1e-12));
        assertThat(measured.noiseFloor()).isCloseTo(0.38527981126197347, within(1e-9));
    }

    @Test
    void anUnsteadyReferenceWeakensTheEvidence() {
        var measured = (Measured)
                CtrDrop.compare(List.of(new Bucket(500, 80), new Bucket(500, 20)), List.of(new Bucket(400, 20)));

        assertThat(measured.pValue()).isCloseTo(0.3165558740870895, within(1e-10));
    }

    @Test
    void aRiseIsNoEffect() {
        var measured = (Measured) CtrDrop.compare(List.of(new Bucket(1000, 100)), List.of(new Bucket(400, 90)));

        assertThat(measured.effect()).isZero();
        assertThat(measured.pValue()).isGreaterThan(0.99);
    }

    @Test
    void aReferenceWithoutClicksCannotFall() {
        assertThat(CtrDrop.compare(List.of(new Bucket(1000, 0)), List.of(new Bucket(400, 0))))
                .isInstanceOf(Measurement.NotDefined.class);
    }

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
