package io.recloop.learning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a training is given besides its data: where to start, where to go on, who judges it.
class AlsResumeTest {
    private static final AlsSettings SMALL = new AlsSettings(8, 6, 0.004, 0.1, 1, 3, 42, 2);
    private static final CsrMatrix POSITIVES =
            PlantedTaste.split(300, 100, 4, 6, 2).seen();

    @Test
    void aKilledTrainingGoesOnToTheSameModelToTheBit() {
        for (var data : List.of(TrainingData.of(POSITIVES), withContent())) {
            var whole = new AlsTrainer(SMALL).train(data, TrainingContext.ALONE);
            var kept = new Kept();
            var killed = TrainingContext.ALONE.withCheckpoints(kept).withListener(iteration -> {
                if (iteration.number() == 4) {
                    throw new IllegalStateException("killed");
                }
            });
            assertThatThrownBy(() -> new AlsTrainer(SMALL).train(data, killed)).hasMessage("killed");
            var heard = new ArrayList<Integer>();

            var resumed = new AlsTrainer(SMALL.withThreads(1))
                    .train(
                            data,
                            TrainingContext.ALONE
                                    .withCheckpoints(kept)
                                    .withListener(iteration -> heard.add(iteration.number())));

            assertThat(heard).containsExactly(5, 6);
            same(resumed, whole);
        }
    }

    @Test
    void aResumedTrainingRemembersItsBestIteration() {
        var settings = SMALL.with("patience", 10);
        Validation secondIsBest = scores(0.1, 0.5, 0.2, 0.3, 0.2, 0.1);
        var whole = new AlsTrainer(settings)
                .train(TrainingData.of(POSITIVES), TrainingContext.ALONE.withValidation(secondIsBest));
        var kept = new Kept();
        var killed = TrainingContext.ALONE
                .withCheckpoints(kept)
                .withValidation(scores(0.1, 0.5, 0.2, 0.3))
                .withListener(iteration -> {
                    if (iteration.number() == 4) {
                        throw new IllegalStateException("killed");
                    }
                });
        assertThatThrownBy(() -> new AlsTrainer(settings).train(TrainingData.of(POSITIVES), killed))
                .hasMessage("killed");

        var resumed = new AlsTrainer(settings)
                .train(
                        TrainingData.of(POSITIVES),
                        TrainingContext.ALONE.withCheckpoints(kept).withValidation(scores(0.2, 0.1)));

        assertThat(resumed.iterations()).isEqualTo(2);
        assertThat(resumed.validationNdcg()).isEqualTo(0.5);
        same(resumed, whole);
    }

    @Test
    void validationChangesNothingAndItsBestIterationIsWhatSoManyIterationsGive() {
        var data = withContent();
        var alone = new AlsTrainer(SMALL).train(data, TrainingContext.ALONE);
        var watched = new AlsTrainer(SMALL).train(data, TrainingContext.ALONE.withValidation(scores(6, 5, 4, 3, 2, 1)));
        same(watched, alone);
        assertThat(watched.validationNdcg()).isEqualTo(1);

        var heard = new ArrayList<Double>();
        var stopped = new AlsTrainer(SMALL.with("patience", 2))
                .train(
                        data,
                        TrainingContext.ALONE
                                .withValidation(scores(1, 3, 2, 3, 9, 9))
                                .withListener(iteration -> heard.add(iteration.validation())));

        assertThat(heard).containsExactly(1.0, 3.0, 2.0, 3.0);
        assertThat(stopped.iterations()).isEqualTo(2);
        same(stopped, new AlsTrainer(SMALL.with("iterations", 2)).train(data, TrainingContext.ALONE));
    }

    @Test
    void aWarmStartBeginsNearWhereTheFormerModelEnded() {
        var data = TrainingData.of(POSITIVES);
        var former = (FactorModel) new AlsTrainer(SMALL.with("iterations", 30))
                .train(data, TrainingContext.ALONE)
                .model();

        double cold = firstLoss(data, null);
        double warm = firstLoss(data, former);
        var last = new ArrayList<Double>();
        new AlsTrainer(SMALL.with("iterations", 30))
                .train(data, TrainingContext.ALONE.withListener(iteration -> last.add(iteration.loss())));

        assertThat(warm).isLessThan(cold).isLessThanOrEqualTo(last.getLast() * (1 + 1e-5));
    }

    @Test
    void rowsUnknownToTheFormerModelStartAsTheyWouldHave() {
        var data = TrainingData.of(POSITIVES);
        var nothing = new FactorModel(300, 100, 8, new float[300 * 8], new float[100 * 8]);

        var started = new AlsTrainer(SMALL).train(data, TrainingContext.ALONE.withWarmStart(nothing));

        same(started, new AlsTrainer(SMALL).train(data, TrainingContext.ALONE));
    }

    @Test
    void aFormerModelOfAnotherShapeIsRefused() {
        var other = new FactorModel(300, 100, 4, new float[300 * 4], new float[100 * 4]);

        assertThatThrownBy(() -> new AlsTrainer(SMALL)
                        .train(TrainingData.of(POSITIVES), TrainingContext.ALONE.withWarmStart(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 factors for 8 factors");
    }

    @Test
    void whatAUserHadLastCountsMostWhereTheOrderIsKnown() {
        var ages = new float[POSITIVES.entries()];
        for (int user = 0; user < POSITIVES.rows(); user++) {
            for (int e = POSITIVES.rowStart(user); e < POSITIVES.rowEnd(user); e++) {
                ages[e] = e - POSITIVES.rowStart(user);
            }
        }
        var ordered = TrainingData.of(POSITIVES)
                .withAges(new CsrMatrix(300, 100, POSITIVES.indptr(), POSITIVES.indices(), ages));
        var recent = new AlsTrainer(SMALL.with("recency", 1));

        var weighted = TrainingData.of(ordered.recencyWeighted(1));
        same(
                recent.train(ordered, TrainingContext.ALONE),
                new AlsTrainer(SMALL).train(weighted, TrainingContext.ALONE));
        same(
                recent.train(TrainingData.of(POSITIVES), TrainingContext.ALONE),
                new AlsTrainer(SMALL).train(TrainingData.of(POSITIVES), TrainingContext.ALONE));
    }

    private static double firstLoss(TrainingData data, @Nullable FactorModel former) {
        var losses = new ArrayList<Double>();
        new AlsTrainer(SMALL)
                .train(
                        data,
                        TrainingContext.ALONE
                                .withWarmStart(former)
                                .withListener(iteration -> losses.add(iteration.loss())));
        return losses.getFirst();
    }

    private static TrainingData withContent() {
        var random = new SplittableRandom(5);
        var embeddings = new float[100 * 6];
        for (int i = 0; i < embeddings.length; i++) {
            embeddings[i] = (float) random.nextGaussian();
        }
        return new TrainingData(
                POSITIVES,
                CsrMatrix.ofPairs(300, 100, new int[0], new int[0]),
                new ItemSet(100),
                new ItemContent(100, 6, embeddings));
    }

    private static Validation scores(double... values) {
        var next = new int[1];
        return model -> values[next[0]++];
    }

    private static void same(Trained one, Trained other) {
        assertThat(((FactorModel) one.model()).userFactors()).isEqualTo(((FactorModel) other.model()).userFactors());
        assertThat(((FactorModel) one.model()).itemFactors()).isEqualTo(((FactorModel) other.model()).itemFactors());
        var map = one.contentMap();
        var expected = other.contentMap();
        assertThat(map == null ? null : map.map()).isEqualTo(expected == null ? null : expected.map());
    }

    /// In memory, after every second iteration.
    private static final class Kept implements Checkpoints {
        private @Nullable Checkpoint newest;

        @Override
        public boolean due(int iteration) {
            return iteration % 2 == 0;
        }

        @Override
        public void save(Checkpoint checkpoint) {
            var copies = new HashMap<String, float[]>();
            checkpoint.arrays().forEach((name, values) -> copies.put(name, values.clone()));
            newest = new Checkpoint(checkpoint.iteration(), Map.copyOf(checkpoint.numbers()), copies);
        }

        @Override
        public Optional<Checkpoint> newest() {
            return Optional.ofNullable(newest);
        }
    }
}
