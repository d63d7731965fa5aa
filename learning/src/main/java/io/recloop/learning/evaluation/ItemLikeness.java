package io.recloop.learning.evaluation;

import io.recloop.learning.engine.ItemContent;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.ArrayList;
import java.util.Arrays;

/// How alike items are, by a cosine that no judged model has a part in. Immutable, hence safe for threads.
///
/// The cosines of one item to all before it are one product with the sum of their unit vectors: a list of *n* costs
/// *n* vectors, not *n²* pairs.
sealed interface ItemLikeness {
    /// In words, for the table.
    String basis();

    /// More users than this are not measured, but a sample of them.
    int mostUsers();

    /// For one thread.
    Growing growing();

    /// A list that grows item by item. Not thread-safe.
    interface Growing {
        void clear();

        /// Adds the item.
        ///
        /// @return the sum of its cosines to those added before
        double add(int item);
    }

    /// By the items' embeddings; an item of which nothing is known is like none.
    record OfContent(ItemContent content) implements ItemLikeness {
        @Override
        public String basis() {
            return "cosine of content embeddings";
        }

        @Override
        public int mostUsers() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Growing growing() {
            var sum = new double[content.dimensions()];
            return new Growing() {
                @Override
                public void clear() {
                    Arrays.fill(sum, 0);
                }

                @Override
                public double add(int item) {
                    var rows = content.embeddings();
                    int row = item * content.dimensions();
                    double total = 0;
                    for (int d = 0; d < sum.length; d++) {
                        total += sum[d] * rows[row + d];
                        sum[d] += rows[row + d];
                    }
                    return total;
                }
            };
        }
    }

    /// By who had them: `|both| / √(|one|·|other|)`; an item that nobody had is like none.
    record OfUsers(CsrMatrix itemUser) implements ItemLikeness {
        /// A popular item costs as much as it has users.
        private static final int MOST_USERS = 10_000;

        static OfUsers of(CsrMatrix history) {
            return new OfUsers(history.transpose());
        }

        @Override
        public String basis() {
            return "cosine of who had the items";
        }

        @Override
        public int mostUsers() {
            return MOST_USERS;
        }

        @Override
        public Growing growing() {
            var sum = new double[itemUser.cols()];
            var added = new ArrayList<Integer>();
            return new Growing() {
                @Override
                public void clear() {
                    for (int item : added) {
                        for (int e = itemUser.rowStart(item); e < itemUser.rowEnd(item); e++) {
                            sum[itemUser.indices()[e]] = 0;
                        }
                    }
                    added.clear();
                }

                @Override
                public double add(int item) {
                    added.add(item);
                    double each = 1 / Math.sqrt(itemUser.rowLength(item));
                    double total = 0;
                    for (int e = itemUser.rowStart(item); e < itemUser.rowEnd(item); e++) {
                        int user = itemUser.indices()[e];
                        total += sum[user];
                        sum[user] += each;
                    }
                    return itemUser.rowLength(item) == 0 ? 0 : total * each;
                }
            };
        }
    }
}
