package io.recloop.learning.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.learning.engine.TrainingData;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TrainingSubsetTest {
    private static final int[] STARTS = {0, 3, 4};
    private static final int[] ITEMS = {0, 1, 3, 2};
    private static final CsrMatrix POSITIVES = new CsrMatrix(2, 4, STARTS, ITEMS, new float[] {1, 1, 1, 1});
    private static final CsrMatrix HELD_OUT = CsrMatrix.ofPairs(2, 4, new int[] {0}, new int[] {1});

    @Test
    void agesAreThoseOfWhatIsLeft() {
        var ages = new CsrMatrix(2, 4, STARTS, ITEMS, new float[] {2, 0, 1, 0});

        var left = without(TrainingData.of(POSITIVES).withAges(ages));

        assertThat(left.positives().indices()).containsExactly(0, 3, 2);
        assertThat(Objects.requireNonNull(left.ages()).values()).containsExactly(1, 0, 0);
    }

    @Test
    void anUnknownOrderStaysUnknown() {
        assertThat(without(TrainingData.of(POSITIVES)).ages()).isNull();
    }

    @Test
    void anItemThatNobodyHasAnyMoreWasNotExposed() {
        assertThat(without(TrainingData.of(POSITIVES)).unexposed().contains(1)).isTrue();
        assertThat(without(TrainingData.of(POSITIVES)).unexposed().contains(0)).isFalse();
    }

    private static TrainingData without(TrainingData all) {
        return TrainingSubset.without(all, HELD_OUT, Pairs.without(all.positives(), HELD_OUT));
    }
}
