package io.recloop.learning.engine;

import io.recloop.learning.bpr.BayesianPersonalizedRanking;
import io.recloop.learning.bpr.ContentPrior;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A BPR training between two epochs: what it has reached, its best so far, and when to give up.
final class BprState {
    private final BayesianPersonalizedRanking bpr;
    private final @Nullable ContentPrior prior;
    private final TrainingData data;
    private final BprSettings settings;
    private int iteration;
    /// Of the last improvement that counted as one.
    private double reference = Double.NEGATIVE_INFINITY;
    private int judgementsSince;
    private @Nullable Best best;
    /// Of the factors over the epochs so far; null where the last are taken.
    private final @Nullable Map<String, float[]> means;

    /// The best epoch's factors, copied.
    private record Best(int iteration, double ndcg, Map<String, float[]> arrays) {}

    private static final String CONTENT_MAP = "contentMap";

    BprState(BayesianPersonalizedRanking bpr, @Nullable ContentPrior prior, TrainingData data, BprSettings settings) {
        this.bpr = bpr;
        this.prior = prior;
        this.data = data;
        this.settings = settings;
        this.means = settings.averaging() > 0 ? copies() : null;
    }

    int iteration() {
        return iteration;
    }

    boolean hasStalled() {
        return settings.patience() > 0 && judgementsSince >= settings.patience();
    }

    /// Epochs between two, and after the last.
    boolean isToBeJudged() {
        return iteration % settings.validationInterval() == 0 || iteration == settings.iterations();
    }

    /// @return the loss of the epoch
    double advance() throws InterruptedException {
        iteration++;
        double loss = bpr.epoch(iteration, settings.learningRate(iteration));
        average();
        return loss;
    }

    /// An epoch weighs the `averaging`-th part of the one after it; the first is the mean of itself alone.
    private void average() {
        if (means != null) {
            double kept = settings.averaging();
            float share = (float) ((1 - kept) / (1 - Math.pow(kept, iteration)));
            live().forEach((name, values) -> {
                var mean = array(means, name);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += share * (values[i] - mean[i]);
                }
            });
        }
    }

    /// What the training stands at: the means, or what the last steps left.
    private Map<String, float[]> reached() {
        return means == null ? live() : means;
    }

    void judged(double ndcg) {
        if (ndcg >= reference + settings.minimumImprovement()) {
            reference = ndcg;
            judgementsSince = 0;
        } else {
            judgementsSince++;
        }
        if (best == null || ndcg > best.ndcg()) {
            var arrays = best == null ? copies() : best.arrays();
            reached().forEach((name, values) -> System.arraycopy(values, 0, array(arrays, name), 0, values.length));
            best = new Best(iteration, ndcg, arrays);
        }
    }

    /// What was reached, on the live arrays.
    FactorModel model() {
        return model(reached());
    }

    Trained best() {
        return best == null
                ? new Trained(model(), iteration, null, contentMap(reached()))
                : new Trained(model(best.arrays()), best.iteration(), best.ndcg(), contentMap(best.arrays()));
    }

    Checkpoint checkpoint() {
        var numbers = new HashMap<String, Double>();
        var arrays = new HashMap<>(live());
        if (means != null) {
            means.forEach((name, values) -> arrays.put("mean." + name, values));
        }
        if (best != null) {
            numbers.put("reference", reference);
            numbers.put("judgementsSince", (double) judgementsSince);
            numbers.put("bestIteration", (double) best.iteration());
            numbers.put("bestNdcg", best.ndcg());
            best.arrays().forEach((name, values) -> arrays.put("best." + name, values));
        }
        return new Checkpoint(iteration, numbers, arrays);
    }

    /// @throws IllegalArgumentException if it is of another training
    void resume(Checkpoint checkpoint) {
        iteration = checkpoint.iteration();
        live().forEach((name, values) -> copy(checkpoint, name, values));
        if (prior != null) {
            prior.restore(array(checkpoint.arrays(), CONTENT_MAP));
        }
        if (means != null) {
            means.forEach((name, values) -> copy(checkpoint, "mean." + name, values));
        }
        var numbers = checkpoint.numbers();
        if (numbers.containsKey("bestIteration")) {
            reference = Parameter.value(numbers, "reference");
            judgementsSince = (int) Parameter.value(numbers, "judgementsSince");
            var arrays = copies();
            arrays.forEach((name, values) -> copy(checkpoint, "best." + name, values));
            best = new Best(
                    (int) Parameter.value(numbers, "bestIteration"), Parameter.value(numbers, "bestNdcg"), arrays);
        }
    }

    /// @throws IllegalArgumentException where it is of other rows or another number of factors
    void startFrom(FactorModel former) {
        if (former.users() != data.positives().rows()
                || former.items() != data.positives().cols()
                || former.factors() != settings.factors()) {
            throw new IllegalArgumentException("a warm start of %d users, %d items and %d factors for %s and %d"
                    .formatted(former.users(), former.items(), former.factors(), data.positives(), settings.factors()));
        }
        copyKnown(former.userFactors(), bpr.userFactors(), null);
        copyKnown(former.itemFactors(), bpr.itemFactors(), settings.itemBias() ? former.itemBiases() : null);
    }

    /// @param biases of the rows, copied along; null where there are none
    private void copyKnown(float[] from, float[] to, float @Nullable [] biases) {
        int k = settings.factors();
        for (int row = 0; row < from.length / k; row++) {
            boolean known = false;
            for (int f = row * k; f < (row + 1) * k; f++) {
                known |= from[f] != 0;
            }
            if (known) {
                System.arraycopy(from, row * k, to, row * k, k);
                if (biases != null) {
                    bpr.itemBiases()[row] = biases[row];
                }
            }
        }
    }

    private FactorModel model(Map<String, float[]> arrays) {
        var biases = arrays.get("itemBiases");
        return new FactorModel(
                        data.positives().rows(),
                        data.positives().cols(),
                        settings.factors(),
                        array(arrays, "userFactors"),
                        array(arrays, "itemFactors"))
                .withItemBiases(settings.itemBias() ? biases : null);
    }

    private @Nullable ContentMap contentMap(Map<String, float[]> arrays) {
        var content = data.content();
        return prior == null || content == null
                ? null
                : new ContentMap(content.dimensions(), settings.factors(), array(arrays, CONTENT_MAP));
    }

    private Map<String, float[]> live() {
        var live = new HashMap<String, float[]>();
        live.put("userFactors", bpr.userFactors());
        live.put("itemFactors", bpr.itemFactors());
        live.put("itemBiases", bpr.itemBiases());
        if (prior != null) {
            live.put(CONTENT_MAP, prior.calibrated());
        }
        return live;
    }

    private Map<String, float[]> copies() {
        var copies = new HashMap<String, float[]>();
        live().forEach((name, values) -> copies.put(name, Arrays.copyOf(values, values.length)));
        return copies;
    }

    private static void copy(Checkpoint checkpoint, String name, float[] to) {
        var from = array(checkpoint.arrays(), name);
        if (from.length != to.length) {
            throw new IllegalArgumentException(
                    "%s of the checkpoint holds %d values, not %d".formatted(name, from.length, to.length));
        }
        System.arraycopy(from, 0, to, 0, to.length);
    }

    private static float[] array(Map<String, float[]> arrays, String name) {
        var values = arrays.get(name);
        if (values == null) {
            throw new IllegalArgumentException(name + " is missing from the checkpoint");
        }
        return values;
    }
}
