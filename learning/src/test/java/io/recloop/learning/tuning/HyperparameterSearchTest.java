package io.recloop.learning.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.PlantedTaste;
import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.TrainedModel;
import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.engine.TrainingInterruptedException;
import io.recloop.learning.evaluation.FullRanking;
import io.recloop.learning.tuning.SearchResult.Ended;
import io.recloop.learning.tuning.Trial.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HyperparameterSearchTest {
    private static final PlantedTaste.Split SPLIT = PlantedTaste.split(60, 48, 4, 6, 11);
    private static final TrainingData DATA = TrainingData.of(SPLIT.seen());

    /// Small trainings of small models: what is looked at is the search.
    private static final SearchSpace SPACE = new SearchSpace(
            Algorithm.ALS
                    .settings(SPLIT.seen(), Map.of("factors", 32.0, "iterations", 4.0))
                    .withThreads(1),
            List.of(
                    Dimension.logarithmic("unobservedWeight", 1e-3, 10),
                    Dimension.logarithmic("regularization", 1e-4, 1)),
            List.of(Map.of(), Map.of("regularization", 0.5)),
            List.of(new Rung(0.5, 0.25), new Rung(1, 0.5), Rung.FULL));

    /// A hill whose top the search does not know: log₁₀ of α₀ = −1.5 and of λ = −2.5.
    private static final Judge HILL = (model, settings) -> new Judge.Judgement(hill(settings), 0.001);

    private final AtomicLong nanos = new AtomicLong();

    private static double hill(Settings settings) {
        double a = Math.log10(settings.toMap().get("unobservedWeight")) + 1.5;
        double l = Math.log10(settings.toMap().get("regularization")) + 2.5;
        return 0.5 * Math.exp(-(a * a + l * l) / 2);
    }

    @Test
    void climbsToTheTopOfAHill() {
        var result = search(HILL, limits(160, 10_000, 1)).run(TrialLog.inMemory(), SearchListener.SILENT);
        var settings = result.settings();
        assertThat(settings).isNotNull();
        // Within a tenth of a decade of the top on both sides the hill is at least 0.995 of its height.
        assertThat(hill(settings)).isGreaterThan(0.995 * 0.5);
    }

    @Test
    void findsWhatTheDefaultsMissOnPlantedTaste() {
        var judge = new RankingJudge(new FullRanking(SPLIT.seen(), SPLIT.heldOut(), 10, 1));
        var result = search(judge, limits(120, 10_000, 1)).run(TrialLog.inMemory(), SearchListener.SILENT);
        var anchor = result.trials().stream().filter(Trial::full).findFirst().orElseThrow();
        assertThat(result.best()).isNotNull();
        assertThat(result.best().full()).isTrue();
        assertThat(result.best().ndcg()).isGreaterThan(anchor.ndcg());
        assertThat(result.best().standardError()).isPositive();
        assertThat(result.settings().toMap()).isEqualTo(result.best().settings());
    }

    @Test
    void aModelOfItemsOnItemsIsJudgedByItsUsersHistories() {
        var judge = new RankingJudge(new FullRanking(SPLIT.seen(), SPLIT.heldOut(), 10, 1));
        var space = SearchSpace.of(Algorithm.EASE, DATA, 1);
        var result = new HyperparameterSearch(space, DATA, judge, limits(6, 10_000, 1), nanos::get)
                .run(TrialLog.inMemory(), SearchListener.SILENT);
        assertThat(result.trials()).hasSize(6).allMatch(trial -> trial.isDone() && trial.full());
        // By chance a list of 10 among 42 hits the one that is held out in less than a quarter of all cases.
        assertThat(result.best().ndcg()).isGreaterThan(0.25);
    }

    @Test
    void onlyTheBetterThirdGetsMore() {
        var trials = search(HILL, limits(42, 10_000, 1))
                .run(TrialLog.inMemory(), SearchListener.SILENT)
                .trials();
        // The anchor on three rungs, then a round of 27, 9 and 3.
        assertThat(trials).hasSize(42);
        assertThat(trials.subList(3, 42)).extracting(Trial::rung).containsExactlyElementsOf(rungs(27, 9, 3));
        var small = new ArrayList<>(trials.subList(3, 30));
        small.sort((one, other) -> Double.compare(other.ndcg(), one.ndcg()));
        assertThat(trials.subList(30, 39))
                .extracting(Trial::candidate)
                .containsExactlyElementsOf(
                        small.subList(0, 9).stream().map(Trial::candidate).toList());
        assertThat(trials.get(3).settings()).containsEntry("factors", 16.0).containsEntry("iterations", 1.0);
        assertThat(trials.get(41).settings()).containsEntry("factors", 32.0).containsEntry("iterations", 4.0);
    }

    @Test
    void aSearchThatWasStoppedGoesOnAsIfItHadNotBeen() {
        var whole = search(HILL, limits(70, 10_000, 5)).run(TrialLog.inMemory(), SearchListener.SILENT);
        var log = TrialLog.inMemory();
        search(HILL, limits(31, 10_000, 5)).run(log, SearchListener.SILENT);
        assertThat(log.read()).hasSize(31);
        var judged = new AtomicLong();
        Judge counting = (model, settings) -> {
            judged.incrementAndGet();
            return HILL.judge(model, settings);
        };
        var resumed = search(counting, limits(70, 10_000, 5)).run(log, SearchListener.SILENT);
        assertThat(judged).hasValue(39);
        assertThat(resumed.trials()).isEqualTo(whole.trials());
        assertThat(resumed.settings()).isEqualTo(whole.settings());
        assertThat(log.read()).isEqualTo(whole.trials());
    }

    @Test
    void anotherSeedLooksElsewhere() {
        var one = search(HILL, limits(20, 10_000, 1)).run(TrialLog.inMemory(), SearchListener.SILENT);
        var other = search(HILL, limits(20, 10_000, 2)).run(TrialLog.inMemory(), SearchListener.SILENT);
        assertThat(one.trials().get(10).settings())
                .isNotEqualTo(other.trials().get(10).settings());
    }

    @Test
    void refusesTheLogOfAnotherSearch() {
        var log = TrialLog.inMemory();
        search(HILL, limits(20, 10_000, 1)).run(log, SearchListener.SILENT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> search(HILL, limits(20, 10_000, 2)).run(log, SearchListener.SILENT))
                .withMessageContaining("another search");
    }

    @Test
    void stopsATrainingWhenTheTimeIsOverAndKeepsTheBestSoFar() {
        // A second for each look at the clock: some trials are done when the twenty seconds are over.
        var log = TrialLog.inMemory();
        var result = new HyperparameterSearch(
                        SPACE, DATA, HILL, limits(1000, 40, 1), () -> nanos.addAndGet(1_000_000_000L))
                .run(log, SearchListener.SILENT);
        assertThat(result.ended()).isEqualTo(Ended.BUDGET);
        assertThat(result.best()).isNotNull();
        assertThat(result.seconds()).isLessThan(40);
        assertThat(log.read()).isEqualTo(result.trials()).noneMatch(trial -> trial.status() == Status.STOPPED);
    }

    @Test
    void aTrialThatFailsIsRecordedAndPassedOver() {
        Judge refusing = (model, settings) -> {
            if (settings.toMap().get("regularization") > 0.3) {
                throw new ArithmeticException("of no use");
            }
            return HILL.judge(model, settings);
        };
        var trials = search(refusing, limits(42, 10_000, 1))
                .run(TrialLog.inMemory(), SearchListener.SILENT)
                .trials();
        var failed =
                trials.stream().filter(trial -> trial.status() == Status.FAILED).toList();
        assertThat(failed).isNotEmpty().allMatch(trial -> "of no use".equals(trial.message()) && !trial.full());
    }

    @Test
    void triesNothingThatTheMemoryDoesNotHold() {
        var space = SearchSpace.of(Algorithm.ALS, DATA, 1);
        var fits = Algorithm.ALS.trainer(space.base().with("factors", 20)).memory(DATA);
        var limits = new SearchLimits(Duration.ofHours(1), 60, fits, 1, 1);
        var trials = new HyperparameterSearch(space.with("iterations", 1), DATA, HILL, limits, nanos::get)
                .run(TrialLog.inMemory(), SearchListener.SILENT)
                .trials();
        assertThat(trials.stream().filter(Trial::full).skip(1))
                .isNotEmpty()
                .allMatch(trial -> trial.settings().get("factors") <= 20);
    }

    @Test
    void endsWhenNothingBetterComes() {
        Judge flat = (model, settings) -> new Judge.Judgement(0.1, 0.01);
        var result = search(flat, limits(10_000, 10_000, 1)).run(TrialLog.inMemory(), SearchListener.SILENT);
        assertThat(result.ended()).isEqualTo(Ended.CONVERGED);
    }

    @Test
    void withEverythingHeldTheDefaultsAloneAreTried() {
        var space = SPACE.with("unobservedWeight", 0.2).with("regularization", 0.01);
        var result = new HyperparameterSearch(space, DATA, HILL, limits(100, 100, 1), nanos::get)
                .run(TrialLog.inMemory(), SearchListener.SILENT);
        assertThat(result.trials()).hasSize(3);
        assertThat(result.ended()).isEqualTo(Ended.CONVERGED);
        assertThat(result.settings().toMap()).containsEntry("unobservedWeight", 0.2);
    }

    @Test
    void anInterruptEndsTheSearchAndLeavesTheLog() {
        var log = TrialLog.inMemory();
        Judge interrupting = (TrainedModel model, Settings settings) -> {
            if (log.read().size() == 5) {
                Thread.currentThread().interrupt();
            }
            return HILL.judge(model, settings);
        };
        assertThatThrownBy(() -> search(interrupting, limits(100, 100, 1)).run(log, SearchListener.SILENT))
                .isInstanceOf(TrainingInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(log.read()).hasSizeBetween(5, 6);
    }

    @Test
    void theListenerHearsOfEveryTrialAndTheBest() {
        var heard = new ArrayList<Trial>();
        var bests = new ArrayList<Trial>();
        search(HILL, limits(10, 100, 1)).run(TrialLog.inMemory(), (trial, best, seconds) -> {
            heard.add(trial);
            if (best != null) {
                bests.add(best);
            }
        });
        assertThat(heard).hasSize(10);
        assertThat(bests).hasSize(8).allMatch(Trial::full);
    }

    private HyperparameterSearch search(Judge judge, SearchLimits limits) {
        return new HyperparameterSearch(SPACE, DATA, judge, limits, nanos::get);
    }

    private static SearchLimits limits(int trials, int seconds, long seed) {
        return new SearchLimits(Duration.ofSeconds(seconds), trials, Long.MAX_VALUE, seed, 1);
    }

    private static List<Integer> rungs(int... counts) {
        var rungs = new ArrayList<Integer>();
        for (int rung = 0; rung < counts.length; rung++) {
            for (int i = 0; i < counts[rung]; i++) {
                rungs.add(rung);
            }
        }
        return rungs;
    }
}
