package io.recloop.learning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.numerics.sparse.CsrMatrix;
import org.junit.jupiter.api.Test;

class TrainingDataTest {
    private static final int[] STARTS = {0, 3, 4};
    private static final int[] ITEMS = {0, 1, 3, 2};
    private static final CsrMatrix POSITIVES = new CsrMatrix(2, 4, STARTS, ITEMS, new float[] {1, 1, 2, 1});
    private static final CsrMatrix AGES = new CsrMatrix(2, 4, STARTS, ITEMS, new float[] {2, 0, 1, 0});

    @Test
    void recencyWeighsWhatIsNewMostAndKeepsEachUsersTotal() {
        var values =
                TrainingData.of(POSITIVES).withAges(AGES).recencyWeighted(1).values();

        // 1/3, 1 and 2/2 of a total of 7/3, brought back to 4.
        assertThat(values[0]).isCloseTo(4 / 7f, within(1e-6f));
        assertThat(values[1]).isCloseTo(12 / 7f, within(1e-6f));
        assertThat(values[2]).isCloseTo(12 / 7f, within(1e-6f));
        assertThat(values[3]).isEqualTo(1);
    }

    @Test
    void withoutAgesOrExponentThePositivesStand() {
        assertThat(TrainingData.of(POSITIVES).recencyWeighted(1)).isSameAs(POSITIVES);
        assertThat(TrainingData.of(POSITIVES).withAges(AGES).recencyWeighted(0)).isSameAs(POSITIVES);
    }

    @Test
    void agesOfOtherEntriesAreRefused() {
        var others = CsrMatrix.ofPairs(2, 4, new int[] {0}, new int[] {0});

        assertThatThrownBy(() -> TrainingData.of(POSITIVES).withAges(others)).hasMessageContaining("ages");
    }
}
