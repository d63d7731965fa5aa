package io.recloop.learning.offline;

import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.TrainingContext;
import io.recloop.learning.evaluation.BatchTop;
import io.recloop.learning.evaluation.Rankers;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.ItemTiles;
import io.recloop.numerics.kernels.TopK;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "topk",
        mixinStandardHelpOptions = true,
        description = {
            "Ranks the whole catalogue for every user, seen items masked, with an ALS model trained for it.",
            "",
            "Users per second over all threads, users in batches; microseconds for a single user on one thread."
        })
final class TopKBench implements Callable<Integer> {
    private static final int SINGLE_USERS = 2_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private BenchOptions options;

    @Option(
            names = "--k",
            defaultValue = "10",
            paramLabel = "NUMBER",
            description = "Length of the recommendations (default: ${DEFAULT-VALUE})")
    private int k;

    @Override
    public Integer call() throws Exception {
        if (k < 1) {
            throw new OfflineException("--k must be at least 1, was " + k);
        }
        var dataset = options.dataset();
        var data = dataset.trainingData();
        var settings = options.settings(Algorithm.ALS, data, Map.of());
        var model = (FactorModel) Algorithm.ALS
                .trainer(settings)
                .train(data, TrainingContext.ALONE)
                .model();
        var seen = dataset.seen();
        var ranker = Rankers.asTrained(model, data.positives());
        var batches = new BatchTop(seen, k, options.threads());
        var perSecond = options.measured(() -> {
            long began = System.nanoTime();
            int users = batches.lists(ranker).slots();
            return users / ((System.nanoTime() - began) / 1e9);
        });
        var one = new OneByOne(seen, model);
        var figures = new LinkedHashMap<String, Object>();
        figures.put("k", k);
        figures.put("usersPerSecond", Spread.of(perSecond));
        figures.put("microsecondsPerUser", Spread.of(options.measured(one::microseconds)));
        options.print(spec.commandLine().getOut(), "topk", dataset, settings, figures);
        return 0;
    }

    /// As an answer to one request.
    private final class OneByOne {
        private final CsrMatrix seen;
        private final FactorModel model;
        private final ItemTiles tiles;
        private final ItemSet excluded;
        private final TopK best = new TopK(k);

        OneByOne(CsrMatrix seen, FactorModel model) {
            this.seen = seen;
            this.model = model;
            this.tiles = ItemTiles.pack(model.itemFactors(), model.items(), model.factors());
            this.excluded = new ItemSet(model.items());
        }

        double microseconds() {
            int users = Math.min(SINGLE_USERS, model.users());
            long began = System.nanoTime();
            for (int user = 0; user < users; user++) {
                excluded.clear();
                excluded.addAll(seen.indices(), seen.rowStart(user), seen.rowEnd(user));
                tiles.top(model.userFactors(), user * model.factors(), excluded, best);
            }
            return (System.nanoTime() - began) / 1e3 / users;
        }
    }
}
