package io.recloop.learning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.learning.engine.FactorModel;
import io.recloop.numerics.statistics.PairedSignFlip;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pairs of models whose truth is known: each is a draw of a recipe, which finds some items more easily than others,
/// and whose seed moves every item a little.
class GateErrorRatesTest {
    private static final FactorModel MODEL = new FactorModel(1, 1, 1, new float[] {1}, new float[] {1});
    private static final double STATED = 0.05;
    private static final int K = 10;

    private final Gate gate = new Gate(new GateSettings(STATED, 100, 0.01, 0.01, 0, 0, 1, 0, 1000, 200, 1));

    /// An oracle of the rate that is allowed: of `trials` at 5 % more than four standard errors above is no chance
    /// (below 1 in 10,000 by the normal bound).
    private static double most(int trials) {
        return STATED + 4 * Math.sqrt(STATED * (1 - STATED) / trials);
    }

    @ParameterizedTest(name = "{0} users, {1} items, seeds that move an item by {2}")
    @CsvSource({"150,60,0.2,1500", "400,240,0.2,1000", "1500,240,0.4,400", "6000,240,0.4,150"})
    void anotherSeedOfTheSameRecipePassesAtTheStatedRateAtMost(int users, int items, double seed, int trials) {
        double rate = promoted(trials, new Recipe(users, items, seed, 1), 1, 1);

        assertThat(rate).isLessThanOrEqualTo(most(trials));
    }

    /// What the test above is for: users alone hold the level only while they are few to an item.
    @Test
    void usersAloneWouldLetSeedsThrough() {
        var recipe = new Recipe(6000, 240, 0.4, 1);
        var random = new SplittableRandom(1);
        int passed = 0;
        for (int trial = 0; trial < 100; trial++) {
            int[] wanted = recipe.wanted(random);
            var one = recipe.model(wanted, 1, random);
            var other = recipe.model(wanted, 1, random);
            passed += PairedSignFlip.pValue(one.ndcgOfUsers(), other.ndcgOfUsers(), 200, 1) <= STATED ? 1 : 0;
        }
        assertThat(passed / 100.0).isGreaterThan(0.15);
    }

    @ParameterizedTest(name = "{0} users, {1} items, seeds that move an item by {2}")
    @CsvSource({"400,240,0.2,200", "1500,240,0.4,200", "6000,240,0.4,100"})
    void aModelMadeFivePercentWorseIsRefused(int users, int items, double seed, int trials) {
        assertThat(promoted(trials, new Recipe(users, items, seed, 1), 0.95, 1)).isLessThanOrEqualTo(0.05);
    }

    /// The level is not kept by refusing everything.
    @ParameterizedTest(name = "{0} users, {1} items: {2} times the incumbent''s quality")
    @CsvSource({"400,240,1.8", "1500,240,1.4", "6000,480,1.2"})
    void aModelThatIsBetterPasses(int users, int items, double quality) {
        assertThat(promoted(100, new Recipe(users, items, 0.1, 1), quality, 1)).isGreaterThan(0.8);
    }

    private double promoted(int trials, Recipe recipe, double candidate, double incumbent) {
        var random = new SplittableRandom(20261121);
        var nothing = recipe.evaluation(new double[recipe.users], new double[recipe.items]);
        int promoted = 0;
        for (int trial = 0; trial < trials; trial++) {
            int[] wanted = recipe.wanted(random);
            var report = gate.judge(
                    MODEL,
                    recipe.model(wanted, candidate, random),
                    nothing,
                    Optional.of(recipe.model(wanted, incumbent, random)));
            promoted += report.results().stream()
                            .anyMatch(result -> result.gate().equals("quality-against-incumbent")
                                    && result.verdict() == Verdict.PASSED)
                    ? 1
                    : 0;
        }
        return (double) promoted / trials;
    }

    /// @param seed     standard deviation of the logarithm of an item's odds between seeds
    /// @param exponent of the items' popularity
    private record Recipe(int users, int items, double seed, double exponent) {

        /// The item of each user: few items are wanted by many.
        int[] wanted(SplittableRandom random) {
            var upTo = new double[items];
            double total = 0;
            for (int item = 0; item < items; item++) {
                total += Math.pow(item + 1, -exponent);
                upTo[item] = total;
            }
            double all = total;
            return IntStream.range(0, users)
                    .map(user -> {
                        int at = Arrays.binarySearch(upTo, all * random.nextDouble());
                        return Math.min(items - 1, at < 0 ? -at - 1 : at);
                    })
                    .toArray();
        }

        /// One seed's: an item is among the first ten of those who want it with a chance of its own.
        RankingEvaluation model(int[] wanted, double quality, SplittableRandom random) {
            var chance = new double[items];
            for (int item = 0; item < items; item++) {
                double base = item % 3 == 0 ? 0.35 : 0.12;
                chance[item] = Math.min(1, quality * base * Math.exp(seed * random.nextGaussian() - seed * seed / 2));
            }
            var ofUsers = new double[users];
            var ofItems = new double[items];
            for (int user = 0; user < users; user++) {
                int item = wanted[user];
                if (random.nextDouble() < chance[item]) {
                    ofUsers[user] = Math.log(2) / Math.log(2 + random.nextInt(K));
                    ofItems[item] += ofUsers[user];
                }
            }
            return evaluation(ofUsers, ofItems);
        }

        RankingEvaluation evaluation(double[] ofUsers, double[] ofItems) {
            double mean = Arrays.stream(ofUsers).sum() / users;
            return new RankingEvaluation(
                    new RankingMetrics(mean, mean, mean, 0.5, K, users, 0),
                    IntStream.range(0, users).toArray(),
                    ofUsers,
                    ofUsers,
                    ofItems);
        }
    }
}
