package io.recloop.learning.engine;

import io.recloop.learning.als.AlternatingLeastSquares;
import io.recloop.learning.als.Problem;
import io.recloop.learning.engine.TrainingListener.Iteration;
import io.recloop.numerics.kernels.ItemSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One training from its start, or its newest checkpoint, to its model.
final class AlsRun {
    private static final float[] NONE = {};

    private final AlsSettings settings;
    private final AlternatingLeastSquares als;
    private final Problem problem;
    private final ItemSet unexposed;
    private final TrainingContext context;
    private @Nullable Best best;

    /// The state after the best iteration so far, before users are solved for the last time.
    private static final class Best {
        private final int iteration;
        private final double ndcg;
        private final float[] users;
        private final float[] items;
        private final float[] map;

        Best(int iteration, double ndcg, float[] users, float[] items, float[] map) {
            this.iteration = iteration;
            this.ndcg = ndcg;
            this.users = users;
            this.items = items;
            this.map = map;
        }
    }

    AlsRun(
            AlsSettings settings,
            AlternatingLeastSquares als,
            Problem problem,
            ItemSet unexposed,
            TrainingContext context) {
        this.settings = settings;
        this.als = als;
        this.problem = problem;
        this.unexposed = unexposed;
        this.context = context;
    }

    Trained run() throws InterruptedException {
        int done = resume();
        Double ndcg = null;
        while (done < settings.iterations() && !lostPatience(done)) {
            done++;
            long start = System.nanoTime();
            double loss = als.iterate();
            if (done == 1) {
                als.turnToPrincipalAxes();
            }
            var took = Duration.ofNanos(System.nanoTime() - start);
            ndcg = validate(done);
            save(done);
            context.listener().finished(new Iteration(done, settings.iterations(), loss, ndcg, took));
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
        }
        if (best != null) {
            als.restore(best.users, best.items, best.map);
            done = best.iteration;
            ndcg = best.ndcg;
        }
        var model = new Placed(als.userFactors(), als.itemFactors());
        return new Trained(model.model(), done, ndcg, model.contentMap());
    }

    private boolean lostPatience(int done) {
        return best != null && done - best.iteration >= settings.refinements().patience();
    }

    /// On copies, so that training goes on as if nobody had looked.
    private @Nullable Double validate(int iteration) throws InterruptedException {
        var validation = context.validation();
        if (validation == null) {
            return null;
        }
        var items =
                problem.prior() == null ? als.itemFactors() : als.itemFactors().clone();
        double ndcg = validation.ndcg(new Placed(als.userFactors().clone(), items).model());
        if (settings.refinements().patience() > 0 && (best == null || ndcg > best.ndcg)) {
            best = new Best(
                    iteration,
                    ndcg,
                    als.userFactors().clone(),
                    als.itemFactors().clone(),
                    map().clone());
        }
        return ndcg;
    }

    private void save(int iteration) {
        if (!context.checkpoints().due(iteration)) {
            return;
        }
        var numbers = new HashMap<String, Double>();
        var arrays = new HashMap<>(Map.of("users", als.userFactors(), "items", als.itemFactors(), "map", map()));
        if (best != null) {
            numbers.put("bestIteration", (double) best.iteration);
            numbers.put("bestNdcg", best.ndcg);
            arrays.putAll(Map.of("bestUsers", best.users, "bestItems", best.items, "bestMap", best.map));
        }
        try {
            context.checkpoints().save(new Checkpoint(iteration, numbers, arrays));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the state after iteration " + iteration, e);
        }
    }

    /// @return how many iterations are done
    private int resume() throws InterruptedException {
        Checkpoint saved;
        try {
            saved = context.checkpoints().newest().orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read where to go on from", e);
        }
        if (saved == null) {
            return 0;
        }
        als.restore(array(saved, "users"), array(saved, "items"), array(saved, "map"));
        var iteration = saved.numbers().get("bestIteration");
        if (iteration != null) {
            best = new Best(
                    iteration.intValue(),
                    Parameter.value(saved.numbers(), "bestNdcg"),
                    array(saved, "bestUsers"),
                    array(saved, "bestItems"),
                    array(saved, "bestMap"));
        }
        return saved.iteration();
    }

    private static float[] array(Checkpoint saved, String name) {
        var array = saved.arrays().get(name);
        if (array == null) {
            throw new IllegalArgumentException("the checkpoint holds no " + name);
        }
        return array;
    }

    private float[] map() {
        var prior = problem.prior();
        return prior == null ? NONE : prior.map();
    }

    /// Users solved for the items as they are, and then items that nobody had placed by their content.
    private final class Placed {
        private final float[] users;
        private final float[] items;
        private final float[] map;

        /// Overwrites both arrays.
        Placed(float[] users, float[] items) throws InterruptedException {
            this.users = users;
            this.items = items;
            als.solveUsers(users);
            this.map = problem.prior() == null ? NONE : als.placeUnknown(unexposed, users, items);
        }

        FactorModel model() {
            return new FactorModel(
                    problem.userItem().rows(), problem.userItem().cols(), settings.factors(), users, items);
        }

        @Nullable
        ContentMap contentMap() {
            return problem.prior() == null
                    ? null
                    : new ContentMap(map.length / settings.factors(), settings.factors(), map);
        }
    }
}
