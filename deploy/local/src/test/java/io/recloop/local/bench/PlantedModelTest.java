package io.recloop.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.contracts.bundle.AlsParameters;
import io.recloop.contracts.bundle.BundleReader;
import io.recloop.numerics.kernels.AlsRow;
import io.recloop.numerics.kernels.Kernels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantedModelTest {
    private static final int USERS = 300;
    private static final int ITEMS = 240;
    private static final int FACTORS = 8;

    @TempDir
    Path folder;

    private final PlantedModel planted = PlantedModel.of(5, USERS, ITEMS, FACTORS);

    @Test
    void aReaderOfBundlesReadsIt() throws Exception {
        var hash = planted.write(folder.resolve("bundle"), "shop", "als-shop-1", Map.of(0, 7L));

        var bundle = BundleReader.read(folder.resolve("bundle"), hash);

        assertThat(bundle.manifest().modelId()).isEqualTo("als-shop-1");
        assertThat(bundle.manifest().offsets()).isEqualTo(Map.of("interactions", Map.of(0, 7L)));
        assertThat(AlsParameters.of(bundle.manifest())).isEqualTo(PlantedModel.PARAMETERS);
        assertThat(bundle.content().itemFactors()).isEqualTo(planted.content().itemFactors());
        assertThat(bundle.content().seen().indices())
                .isEqualTo(planted.content().seen().indices());
    }

    @Test
    void theSameSeedGivesTheSameModelAndAnotherSeedAnother() {
        assertThat(PlantedModel.of(5, USERS, ITEMS, FACTORS).content().itemFactors())
                .isEqualTo(planted.content().itemFactors());
        assertThat(PlantedModel.of(6, USERS, ITEMS, FACTORS).content().itemFactors())
                .isNotEqualTo(planted.content().itemFactors());
    }

    @Test
    void usersHaveTwentyToSixtyItemsAndFewItemsHaveMostOfTheUsers() {
        var seen = planted.content().seen();
        for (int user = 0; user < USERS; user++) {
            var had = Arrays.copyOfRange(seen.indices(), (int) seen.indptr()[user], (int) seen.indptr()[user + 1]);
            assertThat(had.length).isBetween(20, 60);
            assertThat(had).isSorted().doesNotHaveDuplicates();
        }
        var byPopularity = planted.content().itemPopularity().clone();
        Arrays.sort(byPopularity);
        double all = IntStream.range(0, ITEMS).mapToDouble(i -> byPopularity[i]).sum();
        double tenth = IntStream.range(ITEMS - ITEMS / 10, ITEMS)
                .mapToDouble(i -> byPopularity[i])
                .sum();
        assertThat(all).isEqualTo(seen.indices().length);
        assertThat(tenth / all).isGreaterThan(0.2);
    }

    @Test
    void userFactorsAreWhatAServiceSolvesForTheSameItems() {
        var content = planted.content();
        var gram = new float[FACTORS * FACTORS];
        Kernels.gram(content.itemFactors(), ITEMS, FACTORS, gram);
        int known = (int) IntStream.range(0, ITEMS)
                .filter(item -> content.itemPopularity()[item] > 0)
                .count();
        var solved = new float[FACTORS];
        new AlsRow(FACTORS)
                .solveExact(
                        gram,
                        content.itemFactors(),
                        content.seen().indices(),
                        content.seen().weights(),
                        (int) content.seen().indptr()[9],
                        (int) content.seen().indptr()[10],
                        known,
                        new AlsRow.Objective(0.1f, 0.05f, 1),
                        solved,
                        0);
        assertThat(solved).isEqualTo(Arrays.copyOfRange(content.userFactors(), 9 * FACTORS, 10 * FACTORS));
    }

    @Test
    void aScoreOfAnotherUserIsNotTaken() {
        var score = planted.score(3, 4);

        assertThat(score.agreesWith((float) score.exact())).isTrue();
        assertThat(score.agreesWith(planted.score(2, 4).exact())).isFalse();
    }

    @Test
    void refusesACatalogueThatIsTooSmallForWhatAUserHas() {
        assertThatThrownBy(() -> PlantedModel.of(1, 10, 119, 8)).isInstanceOf(IllegalArgumentException.class);
    }
}
