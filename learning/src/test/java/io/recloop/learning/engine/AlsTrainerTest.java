package io.recloop.learning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.learning.evaluation.FactorRanker;
import io.recloop.learning.evaluation.FullRanking;
import io.recloop.learning.evaluation.PopularityRanker;
import io.recloop.numerics.sparse.CsrMatrix;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AlsTrainerTest {
    private static final AlsSettings SMALL = new AlsSettings(16, 10, 0.004, 0.1, 1, 3, 42, 2);

    @Test
    void findsAPlantedTasteThatPopularityCannotSee() {
        var split = PlantedTaste.split(600, 200, 8, 8, 1);
        var ranking = new FullRanking(split.seen(), split.heldOut(), 10, 2);

        var model = Fitting.als(SMALL, split.seen());

        var trained = ranking.evaluate(new FactorRanker(model)).metrics();
        var popular = ranking.evaluate(new PopularityRanker(split.seen())).metrics();
        // A user's group has 25 items, about 17 of them unseen: 10 of 17 is the most that taste alone can hit.
        assertThat(trained.recall()).isBetween(0.4, 0.75);
        assertThat(trained.ndcg()).isGreaterThan(3 * popular.ndcg());
        assertThat(trained.coverage()).isGreaterThan(0.9);
    }

    @Test
    void theSameSeedGivesTheSameModelForAnyNumberOfThreads() {
        var data = PlantedTaste.split(300, 100, 4, 6, 2).seen();

        var one = Fitting.als(threads(1), data);
        var four = Fitting.als(threads(4), data);

        assertThat(four.userFactors()).isEqualTo(one.userFactors());
        assertThat(four.itemFactors()).isEqualTo(one.itemFactors());
    }

    @Test
    void tellsOfEveryIterationWithAFallingLoss() {
        var data = PlantedTaste.split(300, 100, 4, 6, 3).seen();
        var iterations = new ArrayList<Integer>();
        var losses = new ArrayList<Double>();

        Fitting.als(SMALL, data, iteration -> {
            iterations.add(iteration.number());
            losses.add(iteration.loss());
            assertThat(iteration.of()).isEqualTo(10);
            assertThat(iteration.took()).isPositive();
        });

        assertThat(iterations).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(losses).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void anInterruptStopsItAndIsKept() throws Exception {
        var data = PlantedTaste.split(2000, 400, 8, 20, 4).seen();
        var endless = new AlsSettings(64, 1000, 0.004, 0.1, 1, 3, 42, 2);
        var started = new CountDownLatch(1);
        var failure = new AtomicReference<Throwable>();
        var flag = new AtomicBoolean();
        var training = Thread.ofPlatform().start(() -> {
            try {
                Fitting.als(endless, data, iteration -> started.countDown());
            } catch (TrainingInterruptedException e) {
                flag.set(Thread.currentThread().isInterrupted());
                failure.set(e);
            }
        });
        started.await();

        training.interrupt();
        training.join();

        assertThat(failure.get()).isInstanceOf(TrainingInterruptedException.class);
        assertThat(flag).isTrue();
    }

    @Test
    void anInterruptFromTheListenerStopsItAfterThatIteration() {
        var data = PlantedTaste.split(300, 100, 4, 6, 5).seen();
        var heard = new ArrayList<Integer>();

        assertThatThrownBy(() -> Fitting.als(SMALL, data, iteration -> {
                    heard.add(iteration.number());
                    if (iteration.number() == 2) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(TrainingInterruptedException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(heard).containsExactly(1, 2);
    }

    @Test
    void nothingToLearnFromGivesAnEmptyModel() {
        var none = CsrMatrix.ofPairs(0, 0, new int[0], new int[0]);
        var silent = CsrMatrix.ofPairs(3, 2, new int[0], new int[0]);

        assertThat(Fitting.als(SMALL, none).users()).isZero();
        var model = Fitting.als(SMALL, silent);
        assertThat(model.userFactors()).hasSize(3 * 16).containsOnly(0);
        assertThat(model.itemFactors()).hasSize(2 * 16).containsOnly(0);
    }

    @Test
    void aFailingListenerEndsTheTraining() {
        var data = PlantedTaste.split(300, 100, 4, 6, 6).seen();

        assertThatThrownBy(() -> Fitting.als(SMALL, data, iteration -> {
                    throw new IllegalStateException("no more");
                }))
                .hasMessage("no more");
    }

    /// One iteration: nearly all that is allocated lives to its end, but for what the regression on content makes for
    /// each part of the items and drops again.
    @Test
    void theMemoryStatedIsAboutWhatIsAllocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var positives = PlantedTaste.split(20_000, 4000, 8, 12, 8).seen();
        var content = new ItemContent(4000, 64, new float[4000 * 64]);
        var known = TrainingData.of(positives);
        for (var data : List.of(known, known.withContent(content))) {
            for (int factors : new int[] {32, 128}) {
                var trainer = new AlsTrainer(new AlsSettings(factors, 1, 0.004, 0.1, 1, 3, 42, 2));
                long before = threads.getCurrentThreadAllocatedBytes();

                trainer.train(data, TrainingContext.ALONE);

                long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                assertThat(allocated).isGreaterThan(trainer.memory(data) / 2);
                if (data.content() == null) {
                    assertThat(allocated).isLessThan(trainer.memory(data) * 3 / 2);
                }
            }
        }
    }

    /// So few iterations leave the two apart.
    @Test
    void blocksAreSolvedWhereAskedForAndTheLossFalls() {
        var data = PlantedTaste.split(120, 60, 4, 6, 9).seen();
        var gradients = new AlsSettings(64, 3, 0.004, 0.1, 1, 3, 42, 2);
        var losses = new ArrayList<Double>();

        var blocks = Fitting.als(gradients.with("blockSize", 32), data, iteration -> losses.add(iteration.loss()));

        assertThat(losses).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(Fitting.als(gradients, data).userFactors()).isNotEqualTo(blocks.userFactors());
        assertThat(Fitting.als(gradients.with("blockSize", 1), data).userFactors())
                .isEqualTo(Fitting.als(gradients, data).userFactors());
    }

    private static AlsSettings threads(int threads) {
        return new AlsSettings(16, 3, 0.004, 0.1, 1, 3, 42, threads);
    }
}
