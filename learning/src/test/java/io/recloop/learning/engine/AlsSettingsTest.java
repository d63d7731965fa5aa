package io.recloop.learning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.numerics.sparse.CsrMatrix;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AlsSettingsTest {
    @Test
    void theDefaultsAreTheTunedOnes() {
        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(AlsSettings.defaults()).isEqualTo(new AlsSettings(64, 16, 0.004, 0.1, 1, 2, 42, cores));
        assertThat(AlsSettings.defaults().objective().lambda()).isEqualTo(0.004f);
        assertThat(AlsSettings.defaults().objective().alpha0()).isEqualTo(0.1f);
        assertThat(AlsSettings.defaults().objective().nu()).isEqualTo(1);
    }

    @Test
    void theUnobservedWeightFollowsTheDensity() {
        var tenth = CsrMatrix.ofPairs(10, 20, new int[] {0, 3, 9, 9}, new int[] {1, 2, 3, 4});

        assertThat(AlsSettings.defaultsFor(tenth))
                .isEqualTo(AlsSettings.defaults().withUnobservedWeight(20 * 4 / 200.0));
    }

    @Test
    void theUnobservedWeightStaysWithinItsBounds() {
        var full = CsrMatrix.ofPairs(1, 1, new int[] {0}, new int[] {0});
        var sparse = CsrMatrix.ofPairs(1000, 1000, new int[] {0}, new int[] {0});
        var none = CsrMatrix.ofPairs(0, 0, new int[0], new int[0]);

        assertThat(AlsSettings.unobservedWeightFor(full)).isEqualTo(1);
        assertThat(AlsSettings.unobservedWeightFor(sparse)).isCloseTo(0.001, within(1e-12));
        assertThat(AlsSettings.unobservedWeightFor(none)).isCloseTo(0.001, within(1e-12));
    }

    @Test
    void everyParameterIsSetByItsNameAndNoOtherChanges() {
        for (var parameter : AlsSettings.PARAMETERS) {
            double changed = parameter.name().equals("seed") ? 7 : parameter.most();

            var settings = AlsSettings.defaults().with(parameter.name(), changed);

            var expected = new TreeMap<>(AlsSettings.defaults().toMap());
            expected.put(parameter.name(), changed);
            assertThat(settings.toMap()).isEqualTo(expected);
            assertThat(settings.threads()).isEqualTo(AlsSettings.defaults().threads());
        }
        assertThat(AlsSettings.defaults().toMap()).hasSameSizeAs(AlsSettings.PARAMETERS);
    }

    @Test
    void refinementsOutsideTheirBoundsAreRefusedByName() {
        for (var name : List.of("recency", "contentWeight", "blockSize", "patience")) {
            assertThatThrownBy(() -> AlsSettings.defaults().with(name, -1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(name);
        }
    }

    @Test
    void settingsOutsideTheirBoundsAreRefusedByName() {
        refused("factors", 0, 16, 0.1, 0.1, 1, 3, 2);
        refused("factors", 1025, 16, 0.1, 0.1, 1, 3, 2);
        refused("iterations", 64, 0, 0.1, 0.1, 1, 3, 2);
        refused("regularization", 64, 16, -0.1, 0.1, 1, 3, 2);
        refused("regularization", 64, 16, Double.NaN, 0.1, 1, 3, 2);
        refused("unobservedWeight", 64, 16, 0.1, Double.POSITIVE_INFINITY, 1, 3, 2);
        refused("frequencyExponent", 64, 16, 0.1, 0.1, 1.1, 3, 2);
        refused("cgSteps", 64, 16, 0.1, 0.1, 1, -1, 2);
        refused("threads", 64, 16, 0.1, 0.1, 1, 3, 0);
    }

    private static void refused(
            String name, int factors, int iterations, double lambda, double alpha, double nu, int steps, int threads) {
        assertThatThrownBy(() -> new AlsSettings(factors, iterations, lambda, alpha, nu, steps, 1, threads))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name);
    }
}
