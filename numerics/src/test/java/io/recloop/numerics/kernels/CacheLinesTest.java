package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was read shows in the sum: all else is zero.
class CacheLinesTest {
    private static final int LINE_BYTES = 64;
    private static final int[] ROWS = {7, 0, 2, 7, 1};

    /// An array's first value lies 12 or 16 bytes behind the object, which begins at any multiple of eight.
    @ParameterizedTest(name = "{0} factors")
    @ValueSource(ints = {1, 15, 16, 17, 40, 64, 67})
    void noLineOfTheRowsIsLeftOut(int k) {
        for (int shift = 0; shift < LINE_BYTES; shift += 4) {
            var lines = new HashSet<Integer>();
            for (int value = 0; value < k; value++) {
                if (isRead(value, k)) {
                    lines.add((shift + 4 * (2 * k + value)) / LINE_BYTES);
                }
            }
            for (int value = 0; value < k; value++) {
                assertThat(lines).contains((shift + 4 * (2 * k + value)) / LINE_BYTES);
            }
        }
    }

    @Test
    void ofAListEveryLineIsReadOnce() {
        var rows = new int[40];
        var weights = new float[40];
        for (int e : new int[] {3, 19, 35}) {
            rows[e] = 1 << e / 8;
            weights[e] = 1024 << e / 8;
        }

        float sum = CacheLines.touchList(rows, weights, 3, 38);

        assertThat(sum).isEqualTo((1 + 4 + 16) * 1025f);
    }

    @Test
    void nothingIsReadOfAnEmptyList() {
        assertThat(CacheLines.touchRows(new float[8], ROWS, 2, 2, 4)).isZero();
        assertThat(CacheLines.touchList(ROWS, new float[5], 2, 2)).isZero();
    }

    /// Of row 2, which is third in the list; a row that is in the list twice would count twice.
    private static boolean isRead(int value, int k) {
        var matrix = new float[8 * k];
        matrix[2 * k + value] = 1;
        return CacheLines.touchRows(matrix, ROWS, 1, 4, k) > 0;
    }
}
