package io.recloop.recommender.stack;

import io.recloop.contracts.Topic;
import io.recloop.contracts.bundle.AlsParameters;
import io.recloop.contracts.bundle.BprParameters;
import io.recloop.contracts.bundle.BundleWriter;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.contracts.bundle.ModelContent.FactorRows;
import io.recloop.contracts.bundle.Profile;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.numerics.kernels.AlsRow;
import io.recloop.numerics.kernels.BprRow;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.kernels.NegativeItems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;

/// A small model whose user factors are the exact solutions for what its users liked, made from a seed.
///
/// Users `u0…`, items `i0…`; each user has 3 to 8 items, of which one was seen and not liked.
public final class SyntheticModel {
    public static final AlsParameters PARAMETERS = new AlsParameters(0.1, 0.05, 1);
    public static final BprParameters BPR_PARAMETERS = new BprParameters(0.02, 0.25, 8, 42);

    private final ModelContent content;

    public SyntheticModel(long seed, int users, int items, int factors) {
        var random = new Random(seed);
        var itemFactors = new float[items * factors];
        for (int i = 0; i < itemFactors.length; i++) {
            itemFactors[i] = (float) (random.nextGaussian() / Math.sqrt(factors));
        }
        var indptr = new long[users + 1];
        var indices = new int[users * 8];
        var weights = new float[users * 8];
        var popularity = new float[items];
        int at = 0;
        for (int user = 0; user < users; user++) {
            var had = new TreeSet<Integer>();
            int count = 3 + random.nextInt(6);
            while (had.size() < count) {
                had.add(random.nextInt(items));
            }
            int disliked = random.nextInt(count);
            int n = 0;
            for (int item : had) {
                indices[at] = item;
                weights[at] = n++ == disliked ? 0 : 1;
                popularity[item] += weights[at++];
            }
            indptr[user + 1] = at;
        }
        var seen = new ModelContent.SparseRows(indptr, Arrays.copyOf(indices, at), Arrays.copyOf(weights, at));
        this.content = new ModelContent(
                new FactorRows(ids("u", users), factors, solved(users, popularity, factors, itemFactors, seen)),
                new FactorRows(ids("i", items), factors, itemFactors),
                seen,
                popularity,
                profile(users, items));
    }

    /// A model as it was read back.
    public SyntheticModel(ModelContent content) {
        this.content = content;
    }

    /// The same but for the factors of the users.
    public SyntheticModel withUserFactors(float[] userFactors) {
        return new SyntheticModel(new ModelContent(
                new FactorRows(content.users(), content.factors(), userFactors),
                new FactorRows(content.items(), content.factors(), content.itemFactors()),
                content.seen(),
                content.itemPopularity(),
                content.profile()));
    }

    /// The same users and likes with weights of items on items instead of factors: each item recommends ten others,
    /// against one in five of them.
    public SyntheticModel ofItemWeights() {
        int items = content.items().size();
        var random = new Random(items);
        var indptr = new long[items + 1];
        var indices = new int[items * 10];
        var weights = new float[items * 10];
        for (int item = 0; item < items; item++) {
            var others = new TreeSet<Integer>();
            while (others.size() < 10) {
                int other = random.nextInt(items);
                if (other != item) {
                    others.add(other);
                }
            }
            int at = item * 10;
            for (int other : others) {
                indices[at] = other;
                weights[at++] = random.nextFloat() - 0.2f;
            }
            indptr[item + 1] = at;
        }
        return new SyntheticModel(new ModelContent(
                        FactorRows.none(content.users()),
                        FactorRows.none(content.items()),
                        content.seen(),
                        content.itemPopularity(),
                        content.profile())
                .withItemWeights(new ModelContent.SparseRows(indptr, indices, weights)));
    }

    /// The same with content of each item: unit vectors of the given length, made from the number of items; the first
    /// item has none.
    public SyntheticModel withContent(int dimensions) {
        int items = content.items().size();
        var random = new Random(items);
        var embeddings = new float[items * dimensions];
        for (int item = 1; item < items; item++) {
            double square = 0;
            for (int d = 0; d < dimensions; d++) {
                embeddings[item * dimensions + d] = (float) random.nextGaussian();
                square += (double) embeddings[item * dimensions + d] * embeddings[item * dimensions + d];
            }
            for (int d = 0; d < dimensions; d++) {
                embeddings[item * dimensions + d] /= (float) Math.sqrt(square);
            }
        }
        return new SyntheticModel(content.withContentPrior(
                new ModelContent.ContentPrior(dimensions, embeddings, new float[dimensions * content.factors()])));
    }

    /// The items whose content is nearest to one item's, the item itself left out.
    public List<String> similarContent(int item, int count) {
        var prior = Objects.requireNonNull(content.contentPrior());
        int d = prior.dimensions();
        return IntStream.range(0, content.items().size())
                .filter(row -> row != item)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -IntStream.range(0, d)
                        .mapToDouble(f ->
                                (double) prior.itemEmbeddings()[item * d + f] * prior.itemEmbeddings()[row * d + f])
                        .sum()))
                .limit(count)
                .map(row -> "i" + row)
                .toList();
    }

    /// The same items, each with a bias, and users solved for as BPR does.
    public SyntheticModel ofPairs() {
        var random = new Random(content.items().size());
        var biases = new float[content.items().size()];
        for (int item = 0; item < biases.length; item++) {
            biases[item] = (float) random.nextGaussian();
        }
        var paired = new SyntheticModel(content.withItemBiases(biases));
        int k = content.factors();
        var userFactors = new float[content.users().size() * k];
        for (int user = 0; user < content.users().size(); user++) {
            System.arraycopy(paired.solvePairs(liked(user)), 0, userFactors, user * k, k);
        }
        return new SyntheticModel(withUserFactors(userFactors).content.withItemBiases(biases));
    }

    /// What BPR solves for somebody who likes these items.
    public float[] solvePairs(int... liked) {
        var sorted = Arrays.stream(liked).sorted().distinct().toArray();
        int k = content.factors();
        var objective = new BprRow.Objective(
                BPR_PARAMETERS.userRegularization(),
                BPR_PARAMETERS.popularityExponent(),
                BPR_PARAMETERS.candidates(),
                BPR_PARAMETERS.seed());
        var biases = content.itemBiases();
        var negatives = NegativeItems.of(
                content.itemFactors(), biases, content.items().size(), k, content.itemPopularity(), objective);
        var out = new float[k];
        new BprRow(negatives, objective).solve(content.itemFactors(), biases, sorted, null, 0, sorted.length, out, 0);
        return out;
    }

    public ModelContent content() {
        return content;
    }

    /// Item rows that a user likes, ascending.
    public int[] liked(int user) {
        return IntStream.range((int) content.seen().indptr()[user], (int)
                        content.seen().indptr()[user + 1])
                .filter(entry -> content.seen().weights()[entry] > 0)
                .map(entry -> content.seen().indices()[entry])
                .toArray();
    }

    /// All item rows that a user had.
    public int[] had(int user) {
        return Arrays.copyOfRange(content.seen().indices(), (int) content.seen().indptr()[user], (int)
                content.seen().indptr()[user + 1]);
    }

    /// The exact solution for somebody who likes these items.
    public float[] solve(int... liked) {
        var sorted = Arrays.stream(liked).sorted().distinct().toArray();
        int k = content.factors();
        var out = new float[k];
        new AlsRow(k)
                .solveExact(
                        gram(content.itemFactors(), content.itemPopularity(), k),
                        content.itemFactors(),
                        sorted,
                        null,
                        0,
                        sorted.length,
                        known(content.itemPopularity()),
                        objective(),
                        out,
                        0);
        return out;
    }

    /// In double precision.
    public double score(float[] user, int item) {
        int k = content.factors();
        var biases = content.itemBiases();
        double sum = biases == null ? 0 : biases[item];
        for (int f = 0; f < k; f++) {
            sum += (double) user[f] * content.itemFactors()[item * k + f];
        }
        return sum;
    }

    public float[] user(int row) {
        int k = content.factors();
        return Arrays.copyOfRange(content.userFactors(), row * k, (row + 1) * k);
    }

    public float[] item(int row) {
        int k = content.factors();
        return Arrays.copyOfRange(content.itemFactors(), row * k, (row + 1) * k);
    }

    /// Writes the bundle into a folder.
    ///
    /// @return the hash of its manifest
    public String write(Path folder, String tenant, String modelId, Map<Integer, Long> offsets) {
        var parent = UUID.nameUUIDFromBytes(modelId.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        try {
            return BundleWriter.write(
                    folder,
                    new BundleWriter.Description(
                            modelId,
                            tenant,
                            algorithm(),
                            Instant.parse("2026-11-20T10:00:00Z"),
                            algorithm().equals("bpr") ? BPR_PARAMETERS.toMap() : PARAMETERS.toMap(),
                            Map.of(),
                            Map.of(),
                            "dataset-" + parent,
                            null,
                            Map.of(Topic.INTERACTIONS.topicName(), offsets),
                            Instant.parse("2026-11-20T09:00:00Z"),
                            "test"),
                    content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String algorithm() {
        if (content.itemWeights() != null) {
            return "ease";
        }
        return content.itemBiases() == null ? "als" : "bpr";
    }

    /// Puts the bundle into the shop's store, unannounced.
    public ModelPublished store(Shop shop, long generation, Map<Integer, Long> offsets) {
        var modelId = algorithm() + "-" + shop.tenant() + "-" + generation;
        try {
            var folder = Files.createTempDirectory("planted-");
            var hash = write(folder, shop.tenant(), modelId, offsets);
            shop.store().put("models/" + modelId, folder);
            return announcement(shop.tenant(), generation, modelId, hash);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ModelPublished announcement(String tenant, long generation, String modelId, String hash) {
        return new ModelPublished(
                UUID.randomUUID().toString(),
                tenant,
                Instant.now(),
                generation,
                modelId,
                "als",
                "file:/somewhere",
                hash,
                "dataset",
                null,
                "a test",
                Map.of());
    }

    private static float[] solved(
            int users, float[] popularity, int k, float[] itemFactors, ModelContent.SparseRows seen) {
        var gram = gram(itemFactors, popularity, k);
        var factors = new float[users * k];
        var solver = new AlsRow(k);
        for (int user = 0; user < users; user++) {
            var liked = new HashMap<Integer, Float>();
            for (long e = seen.indptr()[user]; e < seen.indptr()[user + 1]; e++) {
                if (seen.weights()[(int) e] > 0) {
                    liked.put(seen.indices()[(int) e], 1f);
                }
            }
            var rows =
                    liked.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
            solver.solveExact(
                    gram, itemFactors, rows, null, 0, rows.length, known(popularity), objective(), factors, user * k);
        }
        return factors;
    }

    /// Of the items that somebody likes.
    private static float[] gram(float[] itemFactors, float[] popularity, int k) {
        var known = itemFactors.clone();
        for (int i = 0; i < known.length; i++) {
            known[i] *= popularity[i / k] > 0 ? 1 : 0;
        }
        var gram = new float[k * k];
        Kernels.gram(known, popularity.length, k, gram);
        return gram;
    }

    private static int known(float[] popularity) {
        return (int) IntStream.range(0, popularity.length)
                .filter(item -> popularity[item] > 0)
                .count();
    }

    private static AlsRow.Objective objective() {
        return new AlsRow.Objective((float) PARAMETERS.unobservedWeight(), (float) PARAMETERS.regularization(), (float)
                PARAMETERS.frequencyExponent());
    }

    private static List<String> ids(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static Profile profile(int users, int items) {
        return new Profile(
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-11-20T09:00:00Z"),
                users * 5L,
                users,
                items,
                Map.of(),
                Map.of("click", users * 5L),
                Map.of(),
                new Profile.Volume(60, 100, 1, 1));
    }
}
