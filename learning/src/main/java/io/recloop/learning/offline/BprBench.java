package io.recloop.learning.offline;

import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.Trainer;
import io.recloop.learning.engine.TrainingContext;
import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.engine.Validation;
import io.recloop.learning.evaluation.FullRanking;
import io.recloop.learning.evaluation.Rankers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "bpr",
        mixinStandardHelpOptions = true,
        description = {
            "Samples per second of BPR; an iteration has as many samples as there are interactions.",
            "",
            "With --ndcg-target and --test: seconds of training until the model reaches the target on the test file, without the time for evaluation. Every run starts from scratch; --iterations is then the maximum."
        })
final class BprBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private BenchOptions options;

    @Option(
            names = "--candidates",
            paramLabel = "NUMBER",
            description =
                    "Sampled negatives of which the best scored is used; 1 switches this off (default: the algorithm's)")
    private @Nullable Double candidates;

    @Option(
            names = "--item-bias",
            negatable = true,
            description = "Train a bias for each item; --no-item-bias trains none")
    private @Nullable Boolean itemBias;

    @Option(names = "--ndcg-target", paramLabel = "NDCG", description = "NDCG@10 to reach on the test file")
    private @Nullable Double target;

    @Option(
            names = "--test",
            paramLabel = "FILE",
            description = "CSV file of the test pairs, none of which is in --data")
    private @Nullable Path test;

    @Override
    public Integer call() throws Exception {
        if ((target == null) != (test == null)) {
            throw new OfflineException("--ndcg-target and --test belong together");
        }
        var dataset = options.dataset();
        var data = dataset.trainingData();
        var settings = options.settings(Algorithm.BPR, data, switches());
        var trainer = Algorithm.BPR.trainer(settings);
        var figures = target == null || test == null
                ? speed(trainer, data)
                : time(trainer, data, validation(dataset, settings, test), target);
        options.print(spec.commandLine().getOut(), "bpr", dataset, settings, figures);
        return 0;
    }

    private Map<String, Double> switches() {
        var switches = new LinkedHashMap<String, Double>();
        if (candidates != null) {
            switches.put("candidates", candidates);
        }
        if (itemBias != null) {
            switches.put("itemBias", itemBias ? 1.0 : 0.0);
        }
        // No early end: what is measured is the time that these iterations take.
        switches.put("patience", 0.0);
        return switches;
    }

    private Map<String, Object> speed(Trainer trainer, TrainingData data) {
        var rates = options.measured(() -> {
            var seconds = BenchOptions.iterationSeconds(trainer, data);
            return (double) data.positives().entries()
                    * seconds.size()
                    / seconds.stream().mapToDouble(Double::doubleValue).sum();
        });
        var figures = new LinkedHashMap<String, Object>();
        figures.put("samplesPerSecond", Spread.of(rates));
        return figures;
    }

    private Map<String, Object> time(Trainer trainer, TrainingData data, Validation validation, double wanted) {
        var epochs = new ArrayList<Integer>();
        List<Double> seconds = options.measured(() -> {
            var attempt = new Attempt(wanted);
            attempt.train(trainer, data, validation);
            epochs.add(attempt.iterations);
            return attempt.seconds;
        });
        var figures = new LinkedHashMap<String, Object>();
        figures.put("ndcgTarget", wanted);
        figures.put("secondsToTarget", Spread.of(seconds));
        figures.put("iterationsToTarget", epochs.getLast());
        return figures;
    }

    private static Validation validation(Dataset dataset, Settings settings, Path test) throws Exception {
        var matched = MatchedPairs.of(new ReadOptions().judging(test), dataset.users(), dataset.items());
        var wanted = Pairs.without(matched.ofKnownItems(dataset.items().size()), dataset.seen());
        if (wanted.entries() == 0) {
            throw new OfflineException("no user of --data has a pair in --test that can be ranked");
        }
        var history = dataset.positives();
        var ranking = new FullRanking(dataset.seen(), wanted, Holdout.K, settings.threads());
        return model ->
                ranking.evaluate(Rankers.asTrained(model, history)).metrics().ndcg();
    }

    /// One training up to the target.
    private static final class Attempt {
        private final double wanted;
        private double seconds;
        private double best;
        private int iterations;

        /// Ends a training from its listener.
        private static final class ReachedException extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        Attempt(double wanted) {
            this.wanted = wanted;
        }

        void train(Trainer trainer, TrainingData data, Validation validation) {
            try {
                trainer.train(
                        data, TrainingContext.ALONE.withValidation(validation).withListener(iteration -> {
                            seconds += iteration.took().toNanos() / 1e9;
                            iterations = iteration.number();
                            var ndcg = iteration.validation();
                            best = ndcg == null ? best : Math.max(best, ndcg);
                            if (ndcg != null && ndcg >= wanted) {
                                throw new ReachedException();
                            }
                        }));
            } catch (ReachedException e) {
                return;
            }
            throw new OfflineException(
                    "NDCG@%d %.4f was not reached in %d iterations, %.4f was; --iterations gives more"
                            .formatted(Holdout.K, wanted, iterations, best));
        }
    }
}
