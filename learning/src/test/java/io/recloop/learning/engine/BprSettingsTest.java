package io.recloop.learning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.learning.bpr.Sampling;
import io.recloop.numerics.kernels.BprRow;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BprSettingsTest {
    @Test
    void theDefaultsAreTheTunedOnes() {
        assertThat(BprSettings.defaults().toMap())
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("learningRate", 0.05),
                        Map.entry("userRegularization", 0.02),
                        Map.entry("positiveRegularization", 0.05),
                        Map.entry("negativeRegularization", 0.02),
                        Map.entry("candidates", 8.0),
                        Map.entry("hardShare", 1.0),
                        Map.entry("recency", 1.6),
                        Map.entry("drawnRecency", 0.6),
                        Map.entry("popularityExponent", 0.25),
                        Map.entry("factors", 64.0),
                        Map.entry("iterations", 60.0),
                        Map.entry("learningRateDecay", 0.03),
                        Map.entry("biasRegularization", 0.01),
                        Map.entry("itemBias", 1.0),
                        Map.entry("dislikedShare", 0.3),
                        Map.entry("averaging", 0.9),
                        Map.entry("solvedUsers", 1.0),
                        Map.entry("contentWeight", 1.0),
                        Map.entry("validationInterval", 3.0),
                        Map.entry("patience", 5.0),
                        Map.entry("minimumImprovement", 0.001),
                        Map.entry("seed", 42.0))));
    }

    @Test
    void usersAreSolvedWhereTheyHaveEnoughToBeSolvedBy() {
        var many = CsrMatrix.ofPairs(3, 40, new int[40], IntStream.range(0, 40).toArray());
        var few = CsrMatrix.ofPairs(2, 40, new int[] {0, 0, 1}, new int[] {0, 1, 2});

        assertThat(BprSettings.defaultsFor(many)).isEqualTo(BprSettings.defaults());
        assertThat(BprSettings.defaultsFor(few))
                .isEqualTo(BprSettings.defaults().with("solvedUsers", 0));
    }

    @Test
    void eachSettingReachesItsUse() {
        var settings = BprSettings.defaults();

        assertThat(settings.sampling()).isEqualTo(new Sampling(0.25, 8, 1, 0.3));
        assertThat(settings.foldIn()).isEqualTo(new BprRow.Objective(0.02, 0.25, 8, 42));
        assertThat(settings.regularization().negative()).isEqualTo(0.02f);
        assertThat(settings.drawnRecency()).isCloseTo(0.96, within(1e-12));
        assertThat(settings.with("recency", 0).drawnRecency()).isZero();
        assertThat(settings.learningRate(1)).isEqualTo(0.05);
        assertThat(settings.learningRate(3)).isCloseTo(0.05 * 0.97 * 0.97, within(1e-12));
    }

    @Test
    void settingsOutsideTheirBoundsAreRefusedByName() {
        var settings = BprSettings.defaults();

        assertThatThrownBy(() -> settings.with("candidates", 65)).hasMessageStartingWith("candidates");
        assertThatThrownBy(() -> settings.with("learningRate", Double.NaN)).hasMessageStartingWith("learningRate");
        assertThatThrownBy(() -> settings.with("recency", -1)).hasMessageStartingWith("recency");
        assertThatThrownBy(() -> settings.with("nothing", 1)).hasMessageStartingWith("unknown parameter nothing");
        assertThatThrownBy(() -> settings.withThreads(0)).hasMessageStartingWith("threads");
        assertThatThrownBy(() -> new BprSettings(Map.of(), 2)).hasMessageStartingWith("learningRate");
    }
}
