package io.recloop.learning.bpr;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.kernels.PairwiseStep;
import io.recloop.numerics.kernels.PairwiseStep.Regularization;
import io.recloop.numerics.parallel.Workers;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Users, items and their biases, and how an epoch moves them.
///
/// Users and items are cut into as many blocks. In a round every block of users meets one block of items, no two the
/// same; after as many rounds as blocks all have met. A worker writes only to the rows of the two blocks it was given,
/// and every draw comes from a stream of its own place: the same seed gives the same model to the bit for any number
/// of threads, and no cache line is fought for. As many threads are of use as there are blocks.
///
/// Source of the rotation: Gemulla, Nijkamp, Haas, Sismanis, *Large-Scale Matrix Factorization with Distributed
/// Stochastic Gradient Descent*, KDD 2011. Used by one thread; close it to end its workers.
public final class BayesianPersonalizedRanking implements AutoCloseable {
    private static final int MOST_BLOCKS = 8;
    /// Fewer items than this in a block would make its negatives too much alike.
    private static final int LEAST_ITEMS = 32;
    /// Draws between two deals of the items: bounds the memory for them.
    private static final int PASS = 1 << 22;
    /// The loss is taken of one pair in this many.
    private static final int LOSS_SAMPLE = 16;
    /// Positives drawn in a row as negatives before the pair is given up.
    private static final int TRIES = 16;

    private final CsrMatrix positives;
    private final CsrMatrix disliked;
    private final int k;
    private final Regularization regularization;
    private final Sampling sampling;
    private final boolean biased;
    private final long seed;
    private final int blocks;
    private final int passes;
    private final Workers workers;
    private final PositiveFilter filter;
    private final ItemBlocks items;
    private final PositiveDraws draws;
    private final float[] negativeWeights;
    private final ColdItems cold;
    private final @Nullable ContentPrior prior;
    private final float[] userFactors;
    private final float[] itemFactors;
    private final float[] itemBiases;

    /// What pairs are drawn from.
    ///
    /// @param positives drawn in proportion to their values
    /// @param unexposed never drawn as negatives
    public record Examples(CsrMatrix positives, CsrMatrix disliked, ItemSet unexposed) {}

    /// What is fitted to them.
    ///
    /// @param biased whether items have a bias
    /// @param prior  where items are drawn to; null: to zero
    public record Objective(
            int factors,
            Regularization regularization,
            boolean biased,
            @Nullable ContentPrior prior) {}

    public BayesianPersonalizedRanking(
            Examples examples, Objective objective, Sampling sampling, long seed, int threads) {
        var unexposed = examples.unexposed();
        int factors = objective.factors();
        this.positives = examples.positives();
        this.disliked = examples.disliked();
        this.k = factors;
        this.regularization = objective.regularization();
        this.sampling = sampling;
        this.biased = objective.biased();
        this.seed = seed;
        this.blocks = Math.clamp(positives.cols() / LEAST_ITEMS, 1, MOST_BLOCKS);
        this.passes = Math.max(1, Math.ceilDiv(positives.entries(), PASS));
        this.workers = new Workers(threads);
        this.filter = new PositiveFilter(positives);
        var counts = positives.columnCounts();
        this.negativeWeights = negativeWeights(counts, unexposed, sampling.popularityExponent());
        this.items = new ItemBlocks(negativeWeights, blocks);
        this.cold = new ColdItems(counts, unexposed, factors);
        this.prior = objective.prior();
        this.draws = new PositiveDraws(positives, blocks, positives.entries() / passes);
        this.userFactors = start(RandomStream.at(seed, -1), positives.rows(), factors);
        this.itemFactors = start(RandomStream.at(seed, -2), positives.cols(), factors);
        this.itemBiases = new float[positives.cols()];
        for (int user = 0; user < positives.rows(); user++) {
            if (positives.rowLength(user) == 0) {
                Arrays.fill(userFactors, user * k, (user + 1) * k, 0);
            }
        }
        cold.place(itemFactors, itemBiases, null);
    }

    /// Bytes beside the factors themselves.
    public static long memory(long entries) {
        return PositiveFilter.memory(entries) + PositiveDraws.memory(entries, Math.min(entries, PASS));
    }

    /// As many steps as there are positives.
    ///
    /// @param number of the epoch: with the seed it says which pairs are drawn
    /// @return the mean loss of a sample of the pairs, each as it was before its step
    public double epoch(int number, double learningRate) throws InterruptedException {
        var step = new PairwiseStep(k, (float) learningRate, regularization);
        var losses = new double[blocks];
        var counts = new long[blocks];
        for (int pass = 0; pass < passes; pass++) {
            int at = pass;
            items.deal(RandomStream.at(seed, number, pass));
            workers.run(blocks, (worker, block) -> draws.draw(block, items, RandomStream.at(seed, number, at, block)));
            for (int round = 0; round < blocks; round++) {
                int turn = round;
                workers.run(blocks, (worker, block) -> {
                    int column = (block + turn) % blocks;
                    var stratum = new Stratum(step, column, RandomStream.at(seed, number, at, block, turn));
                    stratum.run(draws.from(block, column), draws.to(block, column));
                    losses[block] += stratum.loss;
                    counts[block] += stratum.asked;
                });
            }
        }
        if (prior != null) {
            prior.fit(itemFactors, workers);
            prior.pull(itemFactors, shrunk(learningRate));
        }
        cold.place(itemFactors, itemBiases, prior);
        double loss = 0;
        long asked = 0;
        for (int block = 0; block < blocks; block++) {
            loss += losses[block];
            asked += counts[block];
        }
        return asked == 0 ? 0 : loss / asked;
    }

    /// Row-major, the live array.
    public float[] userFactors() {
        return userFactors;
    }

    /// Row-major, the live array.
    public float[] itemFactors() {
        return itemFactors;
    }

    /// The live array; zeros where items have no bias.
    public float[] itemBiases() {
        return itemBiases;
    }

    @Override
    public void close() {
        workers.close();
    }

    /// One block of users against one block of items.
    private final class Stratum {
        private final PairwiseStep step;
        private final int column;
        private final RandomStream random;
        private double loss;
        private long asked;

        Stratum(PairwiseStep step, int column, RandomStream random) {
            this.step = step;
            this.column = column;
            this.random = random;
        }

        void run(int from, int to) {
            if (items.isEmpty(column)) {
                return;
            }
            for (int i = from; i < to; i++) {
                int user = draws.user(i);
                int positive = draws.item(i);
                int negative = negative(user);
                if (negative >= 0) {
                    float error = biased
                            ? step.apply(userFactors, user, itemFactors, positive, negative, itemBiases)
                            : step.apply(userFactors, user, itemFactors, positive, negative);
                    if (i % LOSS_SAMPLE == 0) {
                        loss -= Math.log1p(-Math.min(error, 1 - 0x1p-24f));
                        asked++;
                    }
                }
            }
        }

        private int negative(int user) {
            if (sampling.dislikedShare() > 0 && disliked.rowLength(user) > 0) {
                int hated = disliked(user);
                if (hated >= 0) {
                    return hated;
                }
            }
            boolean hard =
                    sampling.candidates() > 1 && (sampling.hardShare() >= 1 || random.unit() < sampling.hardShare());
            return hard ? hardest(user) : any(user);
        }

        /// With the probability that makes it the share of all pairs, as far as the user's disliked items are often
        /// enough in one block with the positive: from three of them on they are.
        private int disliked(int user) {
            int start = disliked.rowStart(user);
            int size = disliked.rowLength(user);
            double present = 1 - Math.pow(1 - 1.0 / blocks, size);
            if (random.unit() * present < sampling.dislikedShare()) {
                int offset = random.below(size);
                for (int i = 0; i < size; i++) {
                    int item = disliked.indices()[start + (offset + i) % size];
                    if (items.blockOf(item) == column && !filter.contains(user, item)) {
                        return item;
                    }
                }
            }
            return -1;
        }

        private int any(int user) {
            for (int i = 0; i < TRIES; i++) {
                int item = items.draw(column, random);
                if (!filter.contains(user, item)) {
                    return item;
                }
            }
            return -1;
        }

        /// A candidate that the user had is passed over, but only one that would win is asked for: most are not.
        private int hardest(int user) {
            int best = -1;
            float highest = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < sampling.candidates(); i++) {
                int item = items.draw(column, random);
                float score = Kernels.dot(userFactors, user * k, itemFactors, item * k, k) + itemBiases[item];
                if (score > highest && !filter.contains(user, item)) {
                    highest = score;
                    best = item;
                }
            }
            return best < 0 ? any(user) : best;
        }
    }

    /// The share of each item's length that regularisation takes in an epoch, as it is expected: how often it is drawn
    /// as either, hardness left aside.
    private float[] shrunk(double learningRate) {
        var positiveWeights = new double[positives.cols()];
        double positiveTotal = 0;
        for (int entry = 0; entry < positives.entries(); entry++) {
            positiveWeights[positives.indices()[entry]] += positives.values()[entry];
            positiveTotal += positives.values()[entry];
        }
        double negativeTotal = 0;
        for (float weight : negativeWeights) {
            negativeTotal += weight;
        }
        double steps = learningRate * positives.entries();
        var shrunk = new float[positives.cols()];
        for (int item = 0; item < shrunk.length && positiveTotal > 0 && negativeTotal > 0; item++) {
            double drawn = regularization.positive() * positiveWeights[item] / positiveTotal
                    + regularization.negative() * negativeWeights[item] / negativeTotal;
            shrunk[item] = (float) -Math.expm1(-steps * drawn);
        }
        return shrunk;
    }

    private static float[] negativeWeights(int[] counts, ItemSet unexposed, double exponent) {
        var weights = new float[counts.length];
        for (int item = 0; item < counts.length; item++) {
            weights[item] = unexposed.contains(item) ? 0 : (float) Math.pow(Math.max(1, counts[item]), exponent);
        }
        return weights;
    }

    /// From N(0, 0.1/√k).
    private static float[] start(RandomStream random, int rows, int k) {
        var factors = new float[Math.multiplyExact(rows, k)];
        var gaussian = new SplittableRandom(random.next());
        double sigma = 0.1 / Math.sqrt(k);
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) gaussian.nextGaussian(0, sigma);
        }
        return factors;
    }
}
