package io.recloop.monitor.summaries;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    @Test
    void isTheSumOfBigDecimalsRoundedOnce() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new SplittableRandom(seed);
            var sum = new ExactSum();
            var exact = BigDecimal.ZERO;
            for (int i = 0; i < 100; i++) {
                double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(-1_100, 1_000));
                sum.add(value);
                exact = exact.add(new BigDecimal(value));
            }

            assertThat(sum.value()).as("seed %d", seed).isEqualTo(exact.doubleValue());
        }
    }

    @Test
    void squaresAreExact() {
        var sum = new ExactSum();
        var exact = BigDecimal.ZERO;
        for (int i = 1; i < 1_000; i++) {
            double value = 1.0 / i;
            sum.addSquare(value);
            exact = exact.add(new BigDecimal(value).pow(2));
        }

        assertThat(sum.value()).isEqualTo(exact.doubleValue());
    }

    @Test
    void whatCancelsIsZero() {
        var sum = new ExactSum();
        for (double value : new double[] {1e300, 1, -1e300, Double.MIN_VALUE, -1, -Double.MIN_VALUE}) {
            sum.add(value);
        }

        assertThat(sum.value()).isZero();
    }

    @Test
    void isReadAsItWasWritten() {
        for (double value : new double[] {0, 1, -1, 1e300, -1e-300, Double.MIN_VALUE, -1e307, 0.1}) {
            var sum = new ExactSum();
            sum.add(value);
            var out = new SummaryWriter();
            sum.write(out);

            var read = ExactSum.read(new SummaryReader(out.bytes()));
            read.add(sum);

            assertThat(read.value()).isEqualTo(value * 2);
        }
    }
}
