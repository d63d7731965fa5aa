package io.recloop.local.bench;

import io.recloop.contracts.Topic;
import io.recloop.contracts.bundle.AlsParameters;
import io.recloop.contracts.bundle.BundleWriter;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.contracts.bundle.ModelContent.FactorRows;
import io.recloop.contracts.bundle.Profile;
import io.recloop.numerics.kernels.AlsRow;
import io.recloop.numerics.kernels.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// A model of a shop that is made up: items belong to topics and are popular by Zipf's law, users have 20 to 60 items
/// of a few topics, and the factors are those of one sweep of iALS over both sides, so that their norms are spread as a
/// trained model's. The same seed gives the same model. Users `u0…`, items `i0…`.
final class PlantedModel {
    static final AlsParameters PARAMETERS = new AlsParameters(0.1, 0.05, 1);

    private static final double UNIT_ROUNDOFF = 0x1p-24;
    private static final int TOPICS = 48;
    private static final int TOPICS_OF_A_USER = 3;
    private static final int LEAST_SEEN = 20;
    private static final int MOST_SEEN = 60;
    private static final double ZIPF_EXPONENT = 0.8;

    /// How much of an item's first direction is its topic's; the rest is its own.
    private static final double TOPIC_SHARE = 0.8;

    private final ModelContent content;

    private PlantedModel(ModelContent content) {
        this.content = content;
    }

    /// @throws IllegalArgumentException where there are too few items for what a user has
    static PlantedModel of(long seed, int users, int items, int factors) {
        if (users < 1 || factors < 1 || items < 2 * MOST_SEEN) {
            throw new IllegalArgumentException(
                    "a planted model needs a user, a factor and %d items".formatted(2 * MOST_SEEN));
        }
        var seen = seen(new SplittableRandom(seed), users, items);
        var popularity = new float[items];
        for (int item : seen.indices()) {
            popularity[item]++;
        }
        var byItem = transposed(seen, items);
        var first = topicFactors(new SplittableRandom(seed + 1), items, factors);
        var userFactors = halfSweep(seen, users, first, items, factors);
        var itemFactors = halfSweep(byItem, items, userFactors, users, factors);
        int known = (int)
                IntStream.range(0, items).filter(item -> popularity[item] > 0).count();
        return new PlantedModel(new ModelContent(
                new FactorRows(ids("u", users), factors, halfSweep(seen, users, itemFactors, known, factors)),
                new FactorRows(ids("i", items), factors, itemFactors),
                seen,
                popularity,
                profile(users, items, seen.indices().length)));
    }

    ModelContent content() {
        return content;
    }

    /// @param error at most so far is a score in single precision from it: 2·k·2⁻²⁴·Σ|uᵢyᵢ| (numerics)
    record Score(double exact, double error) {
        boolean agreesWith(double score) {
            return Math.abs(score - exact) <= error;
        }
    }

    /// What the model gives an item for a user who did nothing since.
    Score score(int user, int item) {
        int k = content.factors();
        double sum = 0;
        double magnitude = 0;
        for (int f = 0; f < k; f++) {
            double product = (double) content.userFactors()[user * k + f] * content.itemFactors()[item * k + f];
            sum += product;
            magnitude += Math.abs(product);
        }
        return new Score(sum, 2 * k * UNIT_ROUNDOFF * magnitude);
    }

    /// @param offsets of `interactions`, to which the model counts as trained
    /// @return the hash of the manifest
    String write(Path folder, String tenant, String modelId, Map<Integer, Long> offsets) throws IOException {
        var now = Instant.now();
        return BundleWriter.write(
                folder,
                new BundleWriter.Description(
                        modelId,
                        tenant,
                        "als",
                        now,
                        PARAMETERS.toMap(),
                        Map.of(),
                        Map.of(),
                        "bench-" + modelId,
                        null,
                        Map.of(Topic.INTERACTIONS.topicName(), offsets),
                        now,
                        "bench"),
                content);
    }

    private static ModelContent.SparseRows seen(SplittableRandom random, int users, int items) {
        // Item i is of topic i mod TOPICS, so that each topic has popular and rare ones.
        int topics = Math.min(TOPICS, items / MOST_SEEN);
        var indptr = new long[users + 1];
        var indices = new int[users * MOST_SEEN];
        int at = 0;
        for (int user = 0; user < users; user++) {
            int count = random.nextInt(LEAST_SEEN, MOST_SEEN + 1);
            var liked = random.ints(TOPICS_OF_A_USER, 0, topics).toArray();
            var had = new TreeSet<Integer>();
            while (had.size() < count) {
                int topic = random.nextInt(4) == 0 ? random.nextInt(topics) : liked[random.nextInt(TOPICS_OF_A_USER)];
                int ofTopic = (items - topic + topics - 1) / topics;
                had.add(topic + topics * zipf(random, ofTopic));
            }
            for (int item : had) {
                indices[at++] = item;
            }
            indptr[user + 1] = at;
        }
        var weights = new float[at];
        Arrays.fill(weights, 1);
        return new ModelContent.SparseRows(indptr, Arrays.copyOf(indices, at), weights);
    }

    /// By the inverse of the continuous distribution with density x^-s on [1, n + 1).
    private static int zipf(SplittableRandom random, int n) {
        double end = Math.pow(n + 1.0, 1 - ZIPF_EXPONENT);
        double x = Math.pow(1 + random.nextDouble() * (end - 1), 1 / (1 - ZIPF_EXPONENT));
        return Math.min(n - 1, (int) x - 1);
    }

    private static float[] topicFactors(SplittableRandom random, int items, int k) {
        int topics = Math.min(TOPICS, items / MOST_SEEN);
        var directions = new double[topics * k];
        for (int i = 0; i < directions.length; i++) {
            directions[i] = random.nextGaussian() / Math.sqrt(k);
        }
        var factors = new float[items * k];
        for (int i = 0; i < factors.length; i++) {
            int topic = i / k % topics;
            factors[i] = (float) (TOPIC_SHARE * directions[topic * k + i % k]
                    + (1 - TOPIC_SHARE) * random.nextGaussian() / Math.sqrt(k));
        }
        return factors;
    }

    /// Solves every row of one side, on all cores.
    ///
    /// @param others how many rows of the other side count
    private static float[] halfSweep(ModelContent.SparseRows rows, int count, float[] fixed, int others, int k) {
        var gram = new float[k * k];
        Kernels.gram(fixed, fixed.length / k, k, gram);
        var objective =
                new AlsRow.Objective((float) PARAMETERS.unobservedWeight(), (float) PARAMETERS.regularization(), (float)
                        PARAMETERS.frequencyExponent());
        var factors = new float[count * k];
        var solvers = ThreadLocal.withInitial(() -> new AlsRow(k));
        IntStream.range(0, count).parallel().forEach(row -> solvers.get()
                .solveExact(
                        gram,
                        fixed,
                        rows.indices(),
                        null,
                        (int) rows.indptr()[row],
                        (int) rows.indptr()[row + 1],
                        others,
                        objective,
                        factors,
                        row * k));
        return factors;
    }

    private static ModelContent.SparseRows transposed(ModelContent.SparseRows rows, int columns) {
        var indptr = new long[columns + 1];
        for (int column : rows.indices()) {
            indptr[column + 1]++;
        }
        for (int column = 0; column < columns; column++) {
            indptr[column + 1] += indptr[column];
        }
        var next = Arrays.copyOf(indptr, columns);
        var indices = new int[rows.indices().length];
        for (int row = 0; row < rows.indptr().length - 1; row++) {
            for (long entry = rows.indptr()[row]; entry < rows.indptr()[row + 1]; entry++) {
                indices[(int) next[rows.indices()[(int) entry]]++] = row;
            }
        }
        return new ModelContent.SparseRows(indptr, indices, new float[indices.length]);
    }

    private static List<String> ids(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(row -> prefix + row).toList();
    }

    private static Profile profile(int users, int items, long interactions) {
        var through = Instant.now();
        return new Profile(
                through.minusSeconds(86_400),
                through,
                interactions,
                users,
                items,
                Map.of(),
                Map.of("click", interactions),
                Map.of(),
                new Profile.Volume(3_600, 24, interactions / 24.0, 0));
    }
}
