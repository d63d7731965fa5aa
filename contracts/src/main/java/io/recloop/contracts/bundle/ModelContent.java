package io.recloop.contracts.bundle;

import java.util.List;

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
public final class ModelContent {
    private final int factors;
    private final List<String> users;
    private final List<String> items;
    private final float[] userFactors;
    private final float[] itemFactors;
    private final Seen seen;
    private final float[] itemPopularity;
    private final Profile profile;

    /// What each user had, row by row; see the table above.
    public static final class Seen {
        private final long[] indptr;
        private final int[] indices;
        private final float[] weights;

        public Seen(long[] indptr, int[] indices, float[] weights) {
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
            Seen seen,
            float[] itemPopularity,
            Profile profile) {
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

    public Seen seen() {
        return seen;
    }

    public float[] itemPopularity() {
        return itemPopularity;
    }

    public Profile profile() {
        return profile;
    }
}
