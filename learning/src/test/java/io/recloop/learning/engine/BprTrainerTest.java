package io.recloop.learning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.learning.engine.TrainingListener.Iteration;
import io.recloop.learning.evaluation.FullRanking;
import io.recloop.learning.evaluation.PopularityRanker;
import io.recloop.learning.evaluation.Rankers;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BprTrainerTest {
    private static final BprSettings SMALL = BprSettings.defaults()
            .with("factors", 16)
            .with("iterations", 40)
            .with("learningRate", 0.1)
            .with("candidates", 4)
            .with("positiveRegularization", 0.02)
            .with("averaging", 0)
            .with("solvedUsers", 0)
            .withThreads(2);
    private static final PlantedTaste.Split SPLIT = PlantedTaste.split(600, 200, 8, 8, 1);
    private static final FullRanking RANKING = new FullRanking(SPLIT.seen(), SPLIT.heldOut(), 10, 2);

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.9})
    void findsAPlantedTasteThatPopularityCannotSeeAndFoldsItIn(double averaging) {
        var settings = SMALL.with("averaging", averaging);
        var model = fit(settings, TrainingData.of(SPLIT.seen()));

        double trained = ndcg(model);
        double folded = RANKING.evaluate(Rankers.of(model, settings, SPLIT.seen(), 2))
                .metrics()
                .ndcg();
        double popular =
                RANKING.evaluate(new PopularityRanker(SPLIT.seen())).metrics().ndcg();
        assertThat(trained).isGreaterThan(3 * popular);
        assertThat(folded).isGreaterThan(0.95 * trained);
    }

    @Test
    void theSameSeedGivesTheSameModelForAnyNumberOfThreads() {
        var settings = SMALL.with("iterations", 4).with("averaging", 0.8);
        var data = withContent(withDisliked(TrainingData.of(SPLIT.seen())));

        var one = fit(settings.withThreads(1), data);
        var five = fit(settings.withThreads(5), data);

        assertThat(five.userFactors()).isEqualTo(one.userFactors());
        assertThat(five.itemFactors()).isEqualTo(one.itemFactors());
        assertThat(five.itemBiases()).isEqualTo(one.itemBiases());
        assertThat(fit(settings.with("seed", 7), data).userFactors()).isNotEqualTo(one.userFactors());
    }

    @Test
    void stopsAfterItsPatienceAndRestoresTheBestEpoch() {
        var settings = SMALL.with("validationInterval", 1).with("patience", 3);
        var heard = new ArrayList<Iteration>();
        var scores = new double[] {0.1, 0.3, 0.3005, 0.2, 0.1, 0.9};
        Validation falling = model -> scores[heard.size()];

        var trained = new BprTrainer(settings)
                .train(
                        TrainingData.of(SPLIT.seen()),
                        TrainingContext.ALONE.withListener(heard::add).withValidation(falling));

        // 0.3005 is the best, but too little to start the patience again.
        assertThat(heard).hasSize(5);
        assertThat(trained.iterations()).isEqualTo(3);
        assertThat(trained.validationNdcg()).isEqualTo(0.3005);
        var refit = fit(settings.with("iterations", 3), TrainingData.of(SPLIT.seen()));
        assertThat(((FactorModel) trained.model()).itemFactors()).isEqualTo(refit.itemFactors());
    }

    @Test
    void validatesEachIntervalAndAfterTheLastEpoch() {
        var validated = new ArrayList<Integer>();
        var losses = new ArrayList<Double>();

        new BprTrainer(SMALL.with("iterations", 8).with("patience", 0))
                .train(
                        TrainingData.of(SPLIT.seen()),
                        TrainingContext.ALONE.withValidation(model -> 0.5).withListener(iteration -> {
                            losses.add(iteration.loss());
                            if (iteration.validation() != null) {
                                validated.add(iteration.number());
                            }
                        }));

        assertThat(validated).containsExactly(3, 6, 8);
        assertThat(losses.getLast()).isLessThan(losses.getFirst());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.8})
    void aKilledTrainingGoesOnToTheSameBits(double averaging) {
        var data = withContent(TrainingData.of(SPLIT.seen()));
        var settings = SMALL.with("iterations", 9).with("averaging", averaging);
        var kept = new Kept();
        Validation validation = model -> Math.abs(((FactorModel) model).itemFactors()[0]);
        var whole = new BprTrainer(settings).train(data, TrainingContext.ALONE.withValidation(validation));

        assertThatThrownBy(() -> new BprTrainer(settings)
                        .train(
                                data,
                                TrainingContext.ALONE
                                        .withValidation(validation)
                                        .withCheckpoints(kept)
                                        .withListener(iteration -> {
                                            if (iteration.number() == 5) {
                                                throw new IllegalStateException("killed");
                                            }
                                        })))
                .hasMessage("killed");
        var resumed = new BprTrainer(settings)
                .train(data, TrainingContext.ALONE.withValidation(validation).withCheckpoints(kept));

        var expected = (FactorModel) whole.model();
        var actual = (FactorModel) resumed.model();
        assertThat(actual.userFactors()).isEqualTo(expected.userFactors());
        assertThat(actual.itemFactors()).isEqualTo(expected.itemFactors());
        assertThat(actual.itemBiases()).isEqualTo(expected.itemBiases());
        assertThat(resumed.iterations()).isEqualTo(whole.iterations());
        assertThat(map(resumed)).isEqualTo(map(whole));
    }

    @Test
    void startsFromAFormerModel() {
        var data = TrainingData.of(SPLIT.seen());
        var former = fit(SMALL, data);
        var one = SMALL.with("iterations", 1).with("learningRate", 0.01);

        var warm = (FactorModel) new BprTrainer(one)
                .train(data, TrainingContext.ALONE.withWarmStart(former))
                .model();

        assertThat(ndcg(warm)).isGreaterThan(0.9 * ndcg(former));
        assertThat(ndcg(warm)).isGreaterThan(2 * ndcg(fit(one, data)));
        assertThatThrownBy(() ->
                        new BprTrainer(one.with("factors", 8)).train(data, TrainingContext.ALONE.withWarmStart(former)))
                .hasMessageContaining("16 factors");
    }

    @Test
    void itemsThatNobodyCanHaveSeenAreNoNegativesAndGoWhereTheirContentIs() {
        var hidden = hidden();
        var cold = withContent(
                new TrainingData(hidden, CsrMatrix.ofPairs(600, 200, new int[0], new int[0]), firstEight(), null));

        var trained = new BprTrainer(SMALL).train(cold, TrainingContext.ALONE);
        var model = (FactorModel) trained.model();

        // Item i is of group i % 8, as is user i: its own users have to score it above the others.
        for (int item = 0; item < 8; item++) {
            assertThat(meanScore(model, item, item)).isGreaterThan(meanScore(model, (item + 1) % 8, item));
        }
        assertThat(trained.contentMap()).isNotNull();
        var without = fit(SMALL, new TrainingData(hidden, cold.disliked(), firstEight(), null));
        assertThat(Arrays.copyOf(without.itemFactors(), 8 * 16)).containsOnly(0);
    }

    @Test
    void dislikedItemsSinkForThoseWhoDislikeThem() {
        var data = withDisliked(TrainingData.of(SPLIT.seen()));

        double heeded = dislikedScore(fit(SMALL, data), data.disliked());
        double unheeded = dislikedScore(fit(SMALL.with("dislikedShare", 0), data), data.disliked());

        assertThat(heeded).isLessThan(unheeded);
    }

    @Test
    void withoutItemBiasThereIsNone() {
        var model = fit(SMALL.with("itemBias", 0).with("iterations", 2), TrainingData.of(SPLIT.seen()));

        assertThat(model.itemBiases()).isNull();
        assertThat(model.isFinite()).isTrue();
    }

    @Test
    void nothingToLearnFromGivesAnEmptyModel() {
        var none = CsrMatrix.ofPairs(0, 0, new int[0], new int[0]);
        var silent = CsrMatrix.ofPairs(3, 2, new int[0], new int[0]);
        var all = CsrMatrix.ofPairs(2, 1, new int[] {0, 1}, new int[] {0, 0});

        assertThat(fit(SMALL, TrainingData.of(none)).users()).isZero();
        assertThat(fit(SMALL, TrainingData.of(silent)).userFactors())
                .hasSize(3 * 16)
                .containsOnly(0);
        assertThat(fit(SMALL, TrainingData.of(all)).isFinite()).isTrue();
    }

    @Test
    void anInterruptStopsItAndIsKept() throws Exception {
        var started = new CountDownLatch(1);
        var stopped = new AtomicBoolean();
        var training = Thread.ofPlatform().start(() -> {
            try {
                new BprTrainer(SMALL.with("iterations", 10_000))
                        .train(
                                TrainingData.of(SPLIT.seen()),
                                TrainingContext.ALONE.withListener(iteration -> started.countDown()));
            } catch (TrainingInterruptedException e) {
                stopped.set(Thread.currentThread().isInterrupted());
            }
        });
        started.await();

        training.interrupt();
        training.join();

        assertThat(stopped).isTrue();
    }

    @Test
    void theMemoryAskedForCoversTheFactorsTwiceAndTheirMeans() {
        var data = TrainingData.of(SPLIT.seen());

        long twice = new BprTrainer(SMALL).memory(data);
        assertThat(twice).isGreaterThan(2 * 4 * 800 * 17L);
        assertThat(new BprTrainer(SMALL.with("averaging", 0.8)).memory(data)).isEqualTo(twice + 4 * 800 * 17L);
        assertThat(new BprTrainer(SMALL).memory(withContent(data))).isGreaterThan(new BprTrainer(SMALL).memory(data));
    }

    private static FactorModel fit(BprSettings settings, TrainingData data) {
        return (FactorModel)
                new BprTrainer(settings).train(data, TrainingContext.ALONE).model();
    }

    private static double ndcg(FactorModel model) {
        return RANKING.evaluate(Rankers.asTrained(model, SPLIT.seen()))
                .metrics()
                .ndcg();
    }

    private static float @Nullable [] map(Trained trained) {
        var map = trained.contentMap();
        return map == null ? null : map.map();
    }

    /// The planted group of an item, one of eight.
    private static TrainingData withContent(TrainingData data) {
        var embeddings = new float[200 * 8];
        for (int item = 0; item < 200; item++) {
            embeddings[item * 8 + item % 8] = 1;
        }
        return data.withContent(new ItemContent(200, 8, embeddings));
    }

    /// Each user dislikes four items of the own group that it did not have.
    private static TrainingData withDisliked(TrainingData data) {
        var users = new ArrayList<Integer>();
        var items = new ArrayList<Integer>();
        for (int user = 0; user < 600; user++) {
            int found = 0;
            for (int item = user % 8; item < 200 && found < 4; item += 8) {
                if (!data.positives().contains(user, item)) {
                    users.add(user);
                    items.add(item);
                    found++;
                }
            }
        }
        var disliked = CsrMatrix.ofPairs(
                600,
                200,
                users.stream().mapToInt(Integer::intValue).toArray(),
                items.stream().mapToInt(Integer::intValue).toArray());
        return new TrainingData(data.positives(), disliked, data.unexposed(), data.content());
    }

    private static double dislikedScore(FactorModel model, CsrMatrix disliked) {
        double total = 0;
        for (int user = 0; user < 600; user++) {
            for (int entry = disliked.rowStart(user); entry < disliked.rowEnd(user); entry++) {
                total += score(model, user, disliked.indices()[entry]);
            }
        }
        return total / disliked.entries();
    }

    private static double meanScore(FactorModel model, int group, int item) {
        double total = 0;
        for (int user = group; user < 600; user += 8) {
            total += score(model, user, item);
        }
        return total / 75;
    }

    private static double score(FactorModel model, int user, int item) {
        return Kernels.dot(model.userFactors(), user * 16, model.itemFactors(), item * 16, 16);
    }

    /// The positives without those of the first eight items, one of each group.
    private static CsrMatrix hidden() {
        var users = new ArrayList<Integer>();
        var items = new ArrayList<Integer>();
        for (int row = 0; row < 600; row++) {
            int user = row;
            SPLIT.seen().forEach(row, (item, weight) -> {
                if (item >= 8) {
                    users.add(user);
                    items.add(item);
                }
            });
        }
        return CsrMatrix.ofPairs(
                600,
                200,
                users.stream().mapToInt(Integer::intValue).toArray(),
                items.stream().mapToInt(Integer::intValue).toArray());
    }

    private static ItemSet firstEight() {
        var items = new ItemSet(200);
        for (int item = 0; item < 8; item++) {
            items.add(item);
        }
        return items;
    }

    /// The newest checkpoint, copied as a file would.
    private static final class Kept implements Checkpoints {
        private @Nullable Checkpoint newest;

        @Override
        public boolean due(int iteration) {
            return iteration % 2 == 0;
        }

        @Override
        public void save(Checkpoint checkpoint) {
            var arrays = new HashMap<String, float[]>();
            checkpoint.arrays().forEach((name, values) -> arrays.put(name, values.clone()));
            newest = new Checkpoint(checkpoint.iteration(), new HashMap<>(checkpoint.numbers()), arrays);
        }

        @Override
        public Optional<Checkpoint> newest() {
            return Optional.ofNullable(newest);
        }
    }
}
