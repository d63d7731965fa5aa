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
    private final FactorRows users;
    private final FactorRows items;
    private final SparseRows seen;
    private final float[] itemPopularity;
    private final Profile profile;
    private final float @Nullable [] itemBiases;
    private final @Nullable SparseRows itemWeights;
    private final @Nullable ContentPrior contentPrior;

    /// A row of factors for each id. A model of item weights has no factors, but the ids all the same.
    public static final class FactorRows {
        private final List<String> ids;
        private final int factors;
        private final float[] values;

        /// @param values `float[ids·factors]`, row-major
        public FactorRows(List<String> ids, int factors, float[] values) {
            requireLength("factors", (long) ids.size() * factors, values.length);
            this.ids = List.copyOf(ids);
            this.factors = factors;
            this.values = values;
        }

        public static FactorRows none(List<String> ids) {
            return new FactorRows(ids, 0, new float[0]);
        }
    }

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

    /// @param users of *k* factors
    /// @param items of as many
    /// @throws IllegalArgumentException where sizes and arrays disagree
    public ModelContent(FactorRows users, FactorRows items, SparseRows seen, float[] itemPopularity, Profile profile) {
        requireLength("the item factors' rows", users.factors, items.factors);
        requireLength("indptr of seen", users.ids.size() + 1L, seen.indptr.length);
        requireLength("item popularity", items.ids.size(), itemPopularity.length);
        this.users = users;
        this.items = items;
        this.seen = seen;
        this.itemPopularity = itemPopularity;
        this.profile = profile;
        this.itemBiases = null;
        this.itemWeights = null;
        this.contentPrior = null;
    }

    private ModelContent(
            ModelContent other,
            float @Nullable [] itemBiases,
            @Nullable SparseRows itemWeights,
            @Nullable ContentPrior contentPrior) {
        this.users = other.users;
        this.items = other.items;
        this.seen = other.seen;
        this.itemPopularity = other.itemPopularity;
        this.profile = other.profile;
        this.itemBiases = itemBiases;
        this.itemWeights = itemWeights;
        this.contentPrior = contentPrior;
    }

    /// @param biases `float[n]`
    public ModelContent withItemBiases(float[] biases) {
        requireLength("item biases", items.ids.size(), biases.length);
        return new ModelContent(this, biases, itemWeights, contentPrior);
    }

    /// Only where there are no factors.
    public ModelContent withItemWeights(SparseRows weights) {
        requireLength("indptr of item weights", items.ids.size() + 1L, weights.indptr.length);
        requireLength("factors beside item weights", 0, factors());
        return new ModelContent(this, itemBiases, weights, contentPrior);
    }

    public ModelContent withContentPrior(ContentPrior prior) {
        requireLength("item embeddings", (long) items.ids.size() * prior.dimensions, prior.itemEmbeddings.length);
        requireLength("content map", (long) prior.dimensions * factors(), prior.map.length);
        return new ModelContent(this, itemBiases, itemWeights, prior);
    }

    private static void requireLength(String what, long expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException("%s must have %d elements, has %d".formatted(what, expected, actual));
        }
    }

    public int factors() {
        return users.factors;
    }

    public List<String> users() {
        return users.ids;
    }

    public List<String> items() {
        return items.ids;
    }

    public float[] userFactors() {
        return users.values;
    }

    public float[] itemFactors() {
        return items.values;
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
