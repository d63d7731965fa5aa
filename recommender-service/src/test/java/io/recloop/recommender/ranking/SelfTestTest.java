package io.recloop.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.recommender.stack.SyntheticModel;
import org.junit.jupiter.api.Test;

class SelfTestTest {
    private final SyntheticModel planted = new SyntheticModel(1, 30, 50, 8);
    private final SelfTest selfTest = new SelfTest(16);

    @Test
    void findsNothingWrongWithASoundModel() {
        assertThat(selfTest.check(model(planted))).isEmpty();
    }

    @Test
    void findsVectorsThatAreNotThoseOfTheirUsers() {
        var turned = planted.content().userFactors().clone();
        for (int i = 0; i < turned.length; i++) {
            turned[i] = -turned[i];
        }
        assertThat(selfTest.check(model(planted.withUserFactors(turned))))
                .hasValueSatisfying(wrong -> assertThat(wrong).contains("median cosine -1.000"));
    }

    @Test
    void findsScoresThatOverflow() {
        var huge = planted.content().userFactors().clone();
        java.util.Arrays.fill(huge, Float.MAX_VALUE);
        assertThat(selfTest.check(model(planted.withUserFactors(huge)))).isPresent();
    }

    @Test
    void refusesAModelWithoutItems() {
        assertThat(selfTest.check(model(new SyntheticModel(1, 0, 0, 8))))
                .hasValueSatisfying(wrong -> assertThat(wrong).contains("no items"));
    }

    private static RankingModel model(SyntheticModel planted) {
        return RankingModelFactory.als(planted.content(), SyntheticModel.PARAMETERS, Recency.NONE);
    }
}
