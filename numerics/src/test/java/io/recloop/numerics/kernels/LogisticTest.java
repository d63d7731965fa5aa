package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogisticTest {
    @Test
    void staysWithinTheStatedRelativeError() {
        for (float x = -87; x <= 87; x += 0.0137f) {
            double exact = 1 / (1 + Math.exp(x));
            assertThat((double) Logistic.complement(x)).as("at %s", x).isCloseTo(exact, within(exact * 0x1p-20));
        }
    }

    @Test
    void staysWithinItsBoundsFarOut() {
        assertThat(Logistic.complement(Float.POSITIVE_INFINITY)).isBetween(0f, 1e-37f);
        assertThat(Logistic.complement(1000)).isBetween(0f, 1e-37f);
        assertThat(Logistic.complement(Float.NEGATIVE_INFINITY)).isEqualTo(1);
        assertThat(Logistic.complement(0)).isEqualTo(0.5f);
    }

    @Test
    void notANumberStaysOne() {
        assertThat(Logistic.complement(Float.NaN)).isNaN();
    }
}
