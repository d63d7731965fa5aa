package io.recloop.monitor.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.monitor.statistics.CtrDrop.Bucket;
import io.recloop.monitor.verdicts.Measurement;
import io.recloop.monitor.verdicts.Measurement.Measured;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
