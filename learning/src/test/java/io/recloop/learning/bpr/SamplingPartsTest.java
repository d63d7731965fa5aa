package io.recloop.learning.bpr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What BPR draws with: tables, filter, blocks of items, strata of interactions.
class SamplingPartsTest {
    private static final int DRAWS = 200_000;

    @Test
    void theAliasTableDrawsInProportionToTheWeights() {
        var table = new AliasTable(6);
        double total = table.fill(new float[] {99, 1, 0, 3, 4, 2}, 1, 6);
        var counts = new int[5];
        var random = RandomStream.at(1);

        for (int i = 0; i < DRAWS; i++) {
            counts[table.draw(random)]++;
        }

        assertThat(total).isEqualTo(10);
        close(counts, new double[] {0.1, 0, 0.3, 0.4, 0.2});
    }

    @Test
    void aStreamIsTheSameForTheSamePlaceAndAnotherForAnother() {
        assertThat(RandomStream.at(1, 2, 3).next())
                .isEqualTo(RandomStream.at(1, 2, 3).next());
        assertThat(RandomStream.at(1, 2, 3).next())
                .isNotEqualTo(RandomStream.at(1, 3, 2).next());
        assertThat(RandomStream.at(1, 2).next())
                .isNotEqualTo(RandomStream.at(2, 2).next());
    }

    @Test
    void theFilterKnowsEveryPositiveAndNothingElse() {
        var positives = randomly(80, 60, 900);
        var filter = new PositiveFilter(positives);

        for (int user = 0; user < 80; user++) {
            for (int item = 0; item < 60; item++) {
                assertThat(filter.contains(user, item)).isEqualTo(positives.contains(user, item));
            }
        }
    }

    @Test
    void eachBlockDrawsItsOwnItemsAloneByTheirWeights() {
        var weights = new float[50];
        for (int item = 0; item < 50; item++) {
            weights[item] = item % 4;
        }
        var blocks = new ItemBlocks(weights, 3);
        blocks.deal(RandomStream.at(5));
        var random = RandomStream.at(6);

        for (int block = 0; block < 3; block++) {
            double total = 0;
            for (int item = 0; item < 50; item++) {
                total += blocks.blockOf(item) == block ? weights[item] : 0;
            }
            var counts = new int[50];
            for (int i = 0; i < DRAWS; i++) {
                counts[blocks.draw(block, random)]++;
            }
            var chances = new double[50];
            for (int item = 0; item < 50; item++) {
                chances[item] = blocks.blockOf(item) == block ? weights[item] / total : 0;
            }
            close(counts, chances);
        }
    }

    @Test
    void aBlockOfItemsThatMayNotBeDrawnIsEmpty() {
        var blocks = new ItemBlocks(new float[4], 2);
        blocks.deal(RandomStream.at(5));

        assertThat(blocks.isEmpty(0)).isTrue();
        assertThat(blocks.isEmpty(1)).isTrue();
    }

    @Test
    void everyPairLiesInItsStratumAndIsDrawnByItsWeight() {
        var shape = randomly(40, 64, 300);
        var weights = new float[shape.entries()];
        double total = 0;
        for (int entry = 0; entry < weights.length; entry++) {
            weights[entry] = 1 + entry % 3;
            total += weights[entry];
        }
        var positives = new CsrMatrix(40, 64, shape.indptr(), shape.indices(), weights);
        var items = new ItemBlocks(ones(64), 4);
        items.deal(RandomStream.at(7));
        var draws = new PositiveDraws(positives, 4, DRAWS);
        var counts = new int[40 * 64];
        int all = 0;
        int lastUser = -1;

        for (int row = 0; row < 4; row++) {
            draws.draw(row, items, RandomStream.at(8, row));
        }
        for (int row = 0; row < 4; row++) {
            int highest = lastUser;
            for (int column = 0; column < 4; column++) {
                for (int i = draws.from(row, column); i < draws.to(row, column); i++) {
                    assertThat(items.blockOf(draws.item(i))).isEqualTo(column);
                    assertThat(draws.user(i)).isGreaterThan(lastUser);
                    highest = Math.max(highest, draws.user(i));
                    counts[draws.user(i) * 64 + draws.item(i)]++;
                    all++;
                }
            }
            lastUser = highest;
        }

        assertThat(all).isEqualTo(DRAWS);
        var chances = new double[counts.length];
        for (int user = 0; user < 40; user++) {
            for (int entry = positives.rowStart(user); entry < positives.rowEnd(user); entry++) {
                chances[user * 64 + positives.indices()[entry]] = weights[entry] / total;
            }
        }
        close(counts, chances);
    }

    /// Within six standard deviations of a binomial count.
    private static void close(int[] counts, double[] chances) {
        for (int i = 0; i < counts.length; i++) {
            double expected = DRAWS * chances[i];
            double allowed = 6 * Math.sqrt(expected * (1 - chances[i])) + 1e-9;
            assertThat((double) counts[i]).as("count of %d", i).isCloseTo(expected, within(allowed));
        }
    }

    private static CsrMatrix randomly(int users, int items, int entries) {
        var random = new SplittableRandom(3);
        var rows = random.ints(entries, 0, users).toArray();
        var columns = random.ints(entries, 0, items).toArray();
        return CsrMatrix.ofPairs(users, items, rows, columns);
    }

    private static float[] ones(int size) {
        var ones = new float[size];
        Arrays.fill(ones, 1);
        return ones;
    }
}
