package io.recloop.numerics.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsrMatrixTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void triplesInAnyOrderGiveTheDenseSum(long seed) {
        var random = new Random(seed);
        int entries = random.nextInt(400);
        var r = random.ints(entries, 0, 17).toArray();
        var c = random.ints(entries, 0, 23).toArray();
        var v = new float[entries];
        var dense = new float[17][23];
        for (int i = 0; i < entries; i++) {
            v[i] = random.nextInt(1, 9);
            dense[r[i]][c[i]] += v[i];
        }

        var matrix = CsrMatrix.ofTriples(17, 23, r, c, v);

        assertThat(dense(matrix)).isDeepEqualTo(dense);
        assertThat(transposed(dense(matrix.transpose()))).isDeepEqualTo(dense);
    }

    @Test
    void pairsCountOnceHoweverOftenTheyOccur() {
        var matrix = CsrMatrix.ofPairs(2, 3, new int[] {1, 0, 1, 1}, new int[] {2, 1, 2, 0});

        assertThat(matrix.indptr()).containsExactly(0, 1, 3);
        assertThat(matrix.indices()).containsExactly(1, 0, 2);
        assertThat(matrix.values()).containsOnly(1);
        assertThat(matrix.entries()).isEqualTo(3);
    }

    @Test
    void rowsAreReadColumnsAscending() {
        var matrix = CsrMatrix.ofTriples(3, 9, new int[] {2, 2, 2}, new int[] {8, 1, 4}, new float[] {1, 2, 3});
        var seen = new ArrayList<String>();

        matrix.forEach(2, (column, value) -> seen.add(column + "=" + value));

        assertThat(seen).containsExactly("1=2.0", "4=3.0", "8=1.0");
        assertThat(matrix.rowLength(0)).isZero();
        assertThat(matrix.rowLength(2)).isEqualTo(3);
        assertThat(matrix.contains(2, 4)).isTrue();
        assertThat(matrix.contains(2, 5)).isFalse();
        assertThat(matrix.contains(0, 8)).isFalse();
        assertThat(matrix.columnCounts()).containsExactly(0, 1, 0, 0, 1, 0, 0, 0, 1);
    }

    @Test
    void theEmptyMatrixHasRowsAndColumns() {
        var matrix = CsrMatrix.ofPairs(2, 3, new int[0], new int[0]);

        assertThat(matrix).hasToString("CsrMatrix[2 x 3, 0 entries]");
        assertThat(matrix.transpose()).hasToString("CsrMatrix[3 x 2, 0 entries]");
    }

    @Test
    void arraysThatAreNoMatrixAreRefused() {
        refused("rows + 1", 2, 2, new int[] {0, 0}, new int[0], new float[0]);
        refused("starts at 1", 1, 2, new int[] {1, 1}, new int[] {0}, new float[] {1});
        refused("ends at 1 of 2", 1, 2, new int[] {0, 1}, new int[] {0, 1}, new float[] {1, 1});
        refused("1 values for 2", 1, 2, new int[] {0, 2}, new int[] {0, 1}, new float[] {1});
        refused("indptr falls", 2, 2, new int[] {0, 2, 1}, new int[] {0}, new float[] {1});
        refused("do not ascend", 1, 2, new int[] {0, 2}, new int[] {1, 1}, new float[] {1, 1});
        refused("do not ascend", 1, 2, new int[] {0, 2}, new int[] {1, 0}, new float[] {1, 1});
        refused("column 2 of 2", 1, 2, new int[] {0, 1}, new int[] {2}, new float[] {1});
        refused("column -1 of 2", 1, 2, new int[] {0, 1}, new int[] {-1}, new float[] {1});
        refused("value NaN", 1, 2, new int[] {0, 1}, new int[] {0}, new float[] {Float.NaN});
        refused("no size", -1, 2, new int[0], new int[0], new float[0]);
    }

    @Test
    void triplesOutsideTheMatrixAreRefused() {
        assertThatThrownBy(() -> CsrMatrix.ofPairs(2, 2, new int[] {2}, new int[] {0}))
                .hasMessageContaining("row 2 of 2");
        assertThatThrownBy(() -> CsrMatrix.ofPairs(2, 2, new int[] {0}, new int[] {-1}))
                .hasMessageContaining("column -1 of 2");
        assertThatThrownBy(() -> CsrMatrix.ofPairs(2, 2, new int[] {0}, new int[0]))
                .hasMessageContaining("0 columns");
        assertThatThrownBy(() -> CsrMatrix.ofTriples(2, 2, new int[1], new int[1], new float[0]))
                .hasMessageContaining("0 values");
    }

    private static void refused(String because, int rows, int cols, int[] indptr, int[] indices, float[] values) {
        assertThatThrownBy(() -> new CsrMatrix(rows, cols, indptr, indices, values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(because);
    }

    private static float[][] dense(CsrMatrix matrix) {
        var dense = new float[matrix.rows()][matrix.cols()];
        for (int row = 0; row < matrix.rows(); row++) {
            int at = row;
            matrix.forEach(row, (column, value) -> dense[at][column] = value);
        }
        return dense;
    }

    private static float[][] transposed(float[][] dense) {
        var turned = new float[dense[0].length][dense.length];
        for (int i = 0; i < dense.length; i++) {
            for (int j = 0; j < dense[0].length; j++) {
                turned[j][i] = dense[i][j];
            }
        }
        return turned;
    }
}
