package io.recloop.contracts.bundle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The arrays of a model, as a trainer hands them over and a small reader takes them back.
/// A class and not a record: arrays have no equality. The arrays are not copied; neither side writes to them
/// afterwards.
///
/// With *m* users, *n* items and *k* factors:
///
/// | file                  | content                                                                             |
/// |-----------------------|-------------------------------------------------------------------------------------|
/// | `user_factors.npy`    | `float[m·k]`, row-major                                                             |
/// | `item_factors.npy`    | `float[n·k]`, row-major                                                             |
/// | `users.txt`           | one id a line, UTF-8, in row order                                                  |
/// | `items.txt`           | likewise                                                                            |
/// | `seen_indptr.npy`     | `long[m+1]`: where each user's entries begin                                        |
/// | `seen_indices.npy`    | `int[]`: item rows, ascending within a user                                         |
/// | `seen_weights.npy`    | `float[]`: the weight *w* of each entry in training; 0 for seen and not a positive  |
/// | `item_popularity.npy` | `float[n]`: positive interactions of each item                                      |
/// | `profile.json`        | [Profile]                                                                           |
///
/// Where the algorithm has them, and then the format is 2, also:
///
/// | file                       | content                                                                        |
/// |----------------------------|--------------------------------------------------------------------------------|
/// | `item_biases.npy`          | `float[n]`: added to each item's score                                         |
/// | `item_weights_indptr.npy`  | `long[n+1]`: a linear model of items on items instead of factors, then *k* = 0 |
/// | `item_weights_indices.npy` | `int[]`: in the row of an item that was had, those that it recommends          |
/// | `item_weights_values.npy`  | `float[]`: how much                                                            |
/// | `item_embeddings.npy`      | `float[n·d]`: content of each item, unit length, or zeros where none is known  |
/// | `content_map.npy`          | `float[d·k]`: item factors that content alone gives, `embedding · map`         |
public final class ModelContent {
    private final int factors;
    private final List<String> users;
    private final List<String> items;
    private final float[] userFactors;
    private final float[] itemFactors;
    private final SparseRows seen;
    private final float[] itemPopularity;
    private final Profile profile;
    private final float @Nullable [] itemBiases;
    private final @Nullable SparseRows itemWeights;
    private final @Nullable ContentPrior contentPrior;

    /// What is known of items from their content.
    public static final class ContentPrior {
        private final int dimensions;
        private final float[] itemEmbeddings;
        private final float[] map;

        /// @param dimensions     d > 0
        /// @param itemEmbeddings `float[n·d]`, row-major
        /// @param map            `float[d·k]`, row-major
        public ContentPrior(int dimensions, float[] itemEmbeddings, float[] map) {
            if (dimensions <= 0 || itemEmbeddings.length % dimensions != 0 || map.length % dimensions != 0) {
                throw new IllegalArgumentException("embeddings and map are not of %d dimensions".formatted(dimensions));
            }
            this.dimensions = dimensions;
            this.itemEmbeddings = itemEmbeddings;
            this.map = map;
        }

        public int dimensions() {
            return dimensions;
        }

        public float[] itemEmbeddings() {
            return itemEmbeddings;
        }

        public float[] map() {
            return map;
        }
    }

    /// Entries row by row: those of row *r* are `[indptr[r], indptr[r + 1])`, their columns ascending.
    public static final class SparseRows {
        private final long[] indptr;
        private final int[] indices;
        private final float[] weights;

        public SparseRows(long[] indptr, int[] indices, float[] weights) {
            if (indptr.length == 0 || indices.length != weights.length || indptr[indptr.length - 1] != indices.length) {
                throw new IllegalArgumentException("indptr, indices and weights do not fit each other");
            }
            this.indptr = indptr;
            this.indices = indices;
            this.weights = weights;
        }

        public long[] indptr() {
            return indptr;
        }

        public int[] indices() {
            return indices;
        }

        public float[] weights() {
            return weights;
        }
    }

    /// @param factorsOfUsers `float[m·k]`
    /// @param factorsOfItems `float[n·k]`
    public ModelContent(
            int factors,
            List<String> users,
            List<String> items,
            float[] factorsOfUsers,
            float[] factorsOfItems,
            SparseRows seen,
            float[] itemPopularity,
            Profile profile) {
        this(factors, users, items, factorsOfUsers, factorsOfItems, seen, itemPopularity, profile, null, null, null);
    }

    private ModelContent(
            int factors,
            List<String> users,
            List<String> items,
            float[] factorsOfUsers,
            float[] factorsOfItems,
            SparseRows seen,
            float[] itemPopularity,
            Profile profile,
            float @Nullable [] itemBiases,
            @Nullable SparseRows itemWeights,
            @Nullable ContentPrior contentPrior) {
        requireLength("user factors", (long) users.size() * factors, factorsOfUsers.length);
        requireLength("item factors", (long) items.size() * factors, factorsOfItems.length);
        requireLength("indptr of seen", users.size() + 1L, seen.indptr.length);
        requireLength("item popularity", items.size(), itemPopularity.length);
        this.factors = factors;
        this.users = List.copyOf(users);
        this.items = List.copyOf(items);
        this.userFactors = factorsOfUsers;
        this.itemFactors = factorsOfItems;
        this.seen = seen;
        this.itemPopularity = itemPopularity;
        this.profile = profile;
        this.itemBiases = itemBiases;
        this.itemWeights = itemWeights;
        this.contentPrior = contentPrior;
    }

    /// @param biases `float[n]`
    public ModelContent withItemBiases(float[] biases) {
        requireLength("item biases", items.size(), biases.length);
        return with(biases, itemWeights, contentPrior);
    }

    /// Only where there are no factors.
    public ModelContent withItemWeights(SparseRows weights) {
        requireLength("indptr of item weights", items.size() + 1L, weights.indptr.length);
        requireLength("factors beside item weights", 0, factors);
        return with(itemBiases, weights, contentPrior);
    }

    public ModelContent withContentPrior(ContentPrior prior) {
        requireLength("item embeddings", (long) items.size() * prior.dimensions, prior.itemEmbeddings.length);
        requireLength("content map", (long) prior.dimensions * factors, prior.map.length);
        return with(itemBiases, itemWeights, prior);
    }

    private ModelContent with(float @Nullable [] biases, @Nullable SparseRows weights, @Nullable ContentPrior prior) {
        return new ModelContent(
                factors, users, items, userFactors, itemFactors, seen, itemPopularity, profile, biases, weights, prior);
    }

    private static void requireLength(String what, long expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException("%s must have %d elements, has %d".formatted(what, expected, actual));
        }
    }

    public int factors() {
        return factors;
    }

    public List<String> users() {
        return users;
    }

    public List<String> items() {
        return items;
    }

    public float[] userFactors() {
        return userFactors;
    }

    public float[] itemFactors() {
        return itemFactors;
    }

    public SparseRows seen() {
        return seen;
    }

    public float[] itemPopularity() {
        return itemPopularity;
    }

    public Profile profile() {
        return profile;
    }

    /// Null where the algorithm has none.
    public float @Nullable [] itemBiases() {
        return itemBiases;
    }

    /// Items × items; null where the model has factors.
    public @Nullable SparseRows itemWeights() {
        return itemWeights;
    }

    /// Null where the model was trained without content.
    public @Nullable ContentPrior contentPrior() {
        return contentPrior;
    }
}
