package io.recloop.training.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.training.engine.Ages;
import io.recloop.training.engine.TrainingData;
import org.junit.jupiter.api.Test;

class TrainingSubsetTest {
    @Test
    void agesCountWhatIsLeft() {
        var positives = CsrMatrix.ofPairs(2, 4, new int[] {0, 0, 0, 1, 1}, new int[] {0, 1, 3, 0, 2});
        var all = TrainingData.of(positives).withAges(Ages.of(positives, new float[] {2, 0, 1, 0, 1}));
        var heldOut = CsrMatrix.ofPairs(2, 4, new int[] {0, 1}, new int[] {1, 2});

        var left = TrainingSubset.without(all, heldOut, Pairs.without(positives, heldOut));

        assertThat(left.positives().indices()).containsExactly(0, 3, 0);
        assertThat(left.ages()).isNotNull();
        assertThat(left.ages().values()).containsExactly(1, 0, 0);
    }
}
