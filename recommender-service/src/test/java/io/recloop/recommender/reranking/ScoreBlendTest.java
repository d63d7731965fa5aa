package io.recloop.recommender.reranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.recommender.ranking.SimilarityBasis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreBlendTest {
    @Test
    void isTheMeanOfTheScaledSignalsByWeight() {
        var hybrid = new ScoreBlend(new Weights(3, 0, 1, 0), 3);
        hybrid.put(SignalKind.COLLABORATIVE, new double[] {-2, 0, 2});
        hybrid.put(SignalKind.POPULARITY, new double[] {10, 30, 20});
        assertThat(hybrid.value(0)).isZero();
        assertThat(hybrid.value(1)).isCloseTo((3 * 0.5 + 1) / 4, within(1e-12));
        assertThat(hybrid.value(2)).isCloseTo((3 + 0.5) / 4, within(1e-12));
        assertThat(hybrid.contribution(SignalKind.POPULARITY, 2)).isCloseTo(0.125, within(1e-12));
        assertThat(hybrid.contribution(SignalKind.QUALITY, 2)).isZero();
    }

    @Test
    void whatIsNotKnownIsTheMeanOfWhatIs() {
        assertThat(ScoreBlend.scale(new double[] {1, Double.NaN, 5, 2}, 4))
                .containsExactly(new double[] {0, (0 + 1 + 0.25) / 3, 1, 0.25}, within(1e-12));
    }

    @Test
    void aSignalThatSaysTheSameOfAllSaysNothing() {
        assertThat(ScoreBlend.scale(new double[] {4, 4}, 2)).containsExactly(0, 0);
        assertThat(ScoreBlend.scale(new double[] {Double.NaN, Double.NaN}, 2)).containsExactly(0, 0);
        assertThat(ScoreBlend.scale(new double[] {Double.NaN, 3}, 2)).containsExactly(0, 0);
        assertThat(ScoreBlend.scale(new double[0], 0)).isEmpty();
    }

    @Test
    void whatARuleReachesForDoesNotBringTheOthersTogether() {
        assertThat(ScoreBlend.scale(new double[] {4, 2, -8}, 2)).containsExactly(1, 0, -5);
    }

    @Test
    void aFactorOfTenIsWorthTheDistanceFromTheWeakestToTheStrongest() {
        assertThat(Candidate.moved(0, 10)).isEqualTo(1);
        assertThat(Candidate.moved(0.5, 1)).isEqualTo(0.5);
        assertThat(Candidate.moved(1, 0.1)).isCloseTo(0, within(1e-12));
        assertThat(Candidate.moved(1, 0)).isLessThan(-900);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 10.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aWeightOutsideItsLimitsIsRefused(double weight) {
        assertThatThrownBy(() -> new Weights(1, weight, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the weight of content must be from 0 to 10");
    }

    @Test
    void oneWeightMustBeAboveZero() {
        assertThatThrownBy(() -> new Weights(0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Weights(2, 0, 0, 0).isCollaborativeOnly()).isTrue();
        assertThat(new Weights(2, 0, 0, 0.1).isCollaborativeOnly()).isFalse();
    }

    @Test
    void aDiversityOutsideItsLimitsIsRefused() {
        assertThatThrownBy(() -> new Diversity(Double.NaN, 0, 1, SimilarityBasis.FACTORS, 0))
                .hasMessage("lambda must be from 0 to 1");
        assertThatThrownBy(() -> new Diversity(1, 1.1, 1, SimilarityBasis.FACTORS, 0))
                .hasMessage("threshold must be from 0 to 1");
        assertThatThrownBy(() -> new Diversity(1, 0, 11, SimilarityBasis.FACTORS, 0))
                .hasMessage("penalty must be from 0 to 10");
        assertThatThrownBy(() -> new Diversity(1, 0, 1, SimilarityBasis.FACTORS, -1))
                .hasMessageContaining("maxPerCategory");
    }
}
