package io.recloop.learning.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.numerics.parallel.Workers;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GramianTest {
    /// One part, a last part of one row, many parts, and more rows than 64 parts of the least size hold.
    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {1, 1024, 1025, 5000, 70_000})
    void isTheSumOverAllRowsHoweverTheyAreParted(int rows) throws Exception {
        int k = 5;
        var random = new SplittableRandom(rows);
        var matrix = new float[rows * k];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) random.nextGaussian();
        }
        var gramian = new Gramian(rows, k);
        try (var workers = new Workers(2)) {
            gramian.of(new float[rows * k], workers);

            var gram = gramian.of(matrix, workers);

            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    double expected = 0;
                    double magnitude = 0;
                    for (int row = 0; row < rows; row++) {
                        expected += (double) matrix[row * k + i] * matrix[row * k + j];
                        magnitude += Math.abs((double) matrix[row * k + i] * matrix[row * k + j]);
                    }
                    // Blocks of 128 rows in float, then double, then one rounding to float.
                    assertThat((double) gram[i * k + j]).isCloseTo(expected, within(2 * 129 * 0x1p-24 * magnitude));
                }
            }
        }
    }
}
