package io.recloop.recommender.reranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplorationTest {
    private static final int LISTS = 40_000;

    @ParameterizedTest
    @CsvSource({"0.05,5,10", "0.05,1,10", "0.2,5,10", "0.01,8,20", "0.1,3,3"})
    void newItemsGetTheShareOfTheAttentionOnAverage(double share, int first, int limit) {
        var exploration = new Exploration(share, first);
        var random = new SplittableRandom(1);
        double sum = 0;
        for (int list = 0; list < LISTS; list++) {
            for (int slot : exploration.slots(limit, random)) {
                sum += Exploration.attention(slot, slot);
            }
        }
        double all = Exploration.attention(1, limit);
        // The random part of a list is one slot of at most the attention of the first position: a Bernoulli variable
        // times 1, so its standard error is below 0.5/sqrt(lists); five of them.
        double error = 5 * 0.5 / Math.sqrt(LISTS) / all;
        assertThat(sum / LISTS / all).isCloseTo(share, within(error));
    }

    @Test
    void slotsBeginAtTheirPositionOrAtTheEndOfAShorterList() {
        var exploration = new Exploration(0.5, 5);
        for (int seed = 0; seed < 50; seed++) {
            assertThat(exploration.slots(10, new SplittableRandom(seed))).startsWith(5, 6);
            assertThat(exploration.slots(3, new SplittableRandom(seed))).containsExactly(3);
        }
    }

    @Test
    void theSameSeedGivesTheSameSlots() {
        var exploration = new Exploration(0.05, 5);
        for (int seed = 0; seed < 20; seed++) {
            assertThat(exploration.slots(10, new SplittableRandom(seed)))
                    .isEqualTo(exploration.slots(10, new SplittableRandom(seed)));
        }
        assertThat(Exploration.OFF.slots(10, new SplittableRandom(1))).isEmpty();
    }

    @Test
    void aShareOfMoreThanHalfIsRefused() {
        assertThatThrownBy(() -> new Exploration(0.51, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Exploration(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Exploration(0.1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
