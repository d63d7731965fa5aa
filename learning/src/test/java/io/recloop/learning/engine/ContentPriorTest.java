package io.recloop.learning.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.learning.evaluation.FactorRanker;
import io.recloop.learning.evaluation.FullRanking;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Users of eight tastes, items of eight kinds whose content tells the kind; every tenth item was never shown.
class ContentPriorTest {
    private static final int USERS = 600;
    private static final int ITEMS = 200;
    private static final int KINDS = 8;
    private static final int DIMENSIONS = 12;
    private static final AlsSettings SETTINGS = new AlsSettings(16, 10, 0.004, 0.1, 1, 3, 42, 2);

    private final ItemSet unexposed = new ItemSet(ITEMS);
    private final CsrMatrix seen;
    private final CsrMatrix hidden;
    private final TrainingData data;

    ContentPriorTest() {
        for (int item = 0; item < ITEMS; item += 10) {
            unexposed.add(item);
        }
        var split = PlantedTaste.split(USERS, ITEMS, KINDS, 12, 1);
        seen = only(split.seen(), false);
        hidden = only(split.seen(), true);
        data = new TrainingData(
                seen,
                CsrMatrix.ofPairs(USERS, ITEMS, new int[0], new int[0]),
                unexposed,
                new ItemContent(ITEMS, DIMENSIONS, embeddings()));
    }

    @Test
    void itemsThatNobodyCouldHaveAreFoundByTheirContentAndNotWithoutIt() {
        var ranking = new FullRanking(seen, hidden, 10, 2);

        var with = ranking.evaluate(new FactorRanker(train(SETTINGS))).metrics();
        var without = ranking.evaluate(new FactorRanker(train(SETTINGS.with("contentWeight", 0))))
                .metrics();

        assertThat(with.recall()).isGreaterThan(5 * Math.max(without.recall(), 10.0 / ITEMS));
    }

    @Test
    void anItemThatNobodyCouldHaveIsExactlyItsContentTimesTheMap() {
        var trained = new AlsTrainer(SETTINGS).train(data, TrainingContext.ALONE);
        var items = ((FactorModel) trained.model()).itemFactors();
        var map = trained.contentMap();
        assertThat(map).isNotNull();

        for (int item = 0; item < ITEMS; item += 10) {
            var expected = new float[16];
            for (int d = 0; d < DIMENSIONS; d++) {
                float value = embeddings()[item * DIMENSIONS + d];
                if (value != 0) {
                    Kernels.axpy(value, map.map(), d * 16, expected, 0, 16);
                }
            }
            for (int f = 0; f < 16; f++) {
                assertThat(items[item * 16 + f]).isEqualTo(expected[f]);
            }
        }
    }

    @Test
    void anItemThatEverybodyCouldHaveAndNobodyHadIsPulledTowardsNothing() {
        var exposed = new TrainingData(seen, data.disliked(), new ItemSet(ITEMS), data.content());

        var model = train(SETTINGS);
        var trained = new AlsTrainer(SETTINGS).train(exposed, TrainingContext.ALONE);
        var shown = (FactorModel) trained.model();

        assertThat(shown.userFactors()).isEqualTo(model.userFactors());
        for (int item = 0; item < ITEMS; item += 10) {
            float norm = Kernels.norm(shown.itemFactors(), item * 16, 16);
            assertThat(norm).isPositive().isLessThan(Kernels.norm(model.itemFactors(), item * 16, 16));
        }
    }

    @Test
    void theLossFallsWhileThePriorIsLearntToo() {
        var losses = new ArrayList<Double>();

        new AlsTrainer(SETTINGS.with("contentWeight", 0.5))
                .train(data, TrainingContext.ALONE.withListener(iteration -> losses.add(iteration.loss())));

        for (int i = 1; i < losses.size(); i++) {
            assertThat(losses.get(i)).isLessThan(losses.get(i - 1) * (1 + 1e-6));
        }
    }

    @Test
    void anyNumberOfThreadsGivesTheSameModelToTheBit() {
        var one = train(SETTINGS.withThreads(1));
        var three = train(SETTINGS.withThreads(3));

        assertThat(three.userFactors()).isEqualTo(one.userFactors());
        assertThat(three.itemFactors()).isEqualTo(one.itemFactors());
    }

    @Test
    void contentThatSaysNothingPlacesNothing() {
        var empty = new TrainingData(
                seen, data.disliked(), unexposed, new ItemContent(ITEMS, DIMENSIONS, new float[ITEMS * DIMENSIONS]));

        var trained = (FactorModel)
                new AlsTrainer(SETTINGS).train(empty, TrainingContext.ALONE).model();

        assertThat(trained.nonFinite()).isZero();
        assertThat(Kernels.norm(trained.itemFactors(), 0, 16)).isZero();
    }

    private FactorModel train(AlsSettings settings) {
        return (FactorModel)
                new AlsTrainer(settings).train(data, TrainingContext.ALONE).model();
    }

    private CsrMatrix only(CsrMatrix all, boolean hiddenOnes) {
        var users = new ArrayList<Integer>();
        var items = new ArrayList<Integer>();
        for (int user = 0; user < USERS; user++) {
            for (int e = all.rowStart(user); e < all.rowEnd(user); e++) {
                if (unexposed.contains(all.indices()[e]) == hiddenOnes) {
                    users.add(user);
                    items.add(all.indices()[e]);
                }
            }
        }
        return CsrMatrix.ofPairs(
                USERS,
                ITEMS,
                users.stream().mapToInt(Integer::intValue).toArray(),
                items.stream().mapToInt(Integer::intValue).toArray());
    }

    /// One dimension for each kind, and four of noise.
    private static float[] embeddings() {
        var random = new SplittableRandom(3);
        var embeddings = new float[ITEMS * DIMENSIONS];
        for (int item = 0; item < ITEMS; item++) {
            embeddings[item * DIMENSIONS + item % KINDS] = 1;
            for (int d = KINDS; d < DIMENSIONS; d++) {
                embeddings[item * DIMENSIONS + d] = (float) random.nextGaussian(0, 0.2);
            }
            Kernels.scale(
                    1 / Kernels.norm(embeddings, item * DIMENSIONS, DIMENSIONS),
                    embeddings,
                    item * DIMENSIONS,
                    DIMENSIONS);
        }
        return embeddings;
    }
}
