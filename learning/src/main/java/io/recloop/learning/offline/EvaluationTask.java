package io.recloop.learning.offline;

import io.recloop.contracts.bundle.ModelContent;
import io.recloop.learning.bundle.BundledModel;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.evaluation.JudgedOn;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Locale;
import java.util.stream.IntStream;

/// What a bundle is to be judged on: its own users and items, and behind these the items that only the test has, which
/// it can but miss.
///
/// @param bundleItems         how many item rows are the bundle's own
/// @param pairs               of the test that count
/// @param unknownUsers        of the test whom the bundle does not have: left out
/// @param unknownItems        of the test that the bundle does not have
/// @param pairsOfUnknownItems counted as misses
/// @param pairsSeen           that the bundle was trained on: left out
record EvaluationTask(
        JudgedOn judgedOn,
        int bundleItems,
        int pairs,
        int unknownUsers,
        int unknownItems,
        int pairsOfUnknownItems,
        int pairsSeen) {

    /// @throws OfflineException where nothing is left to judge on
    static EvaluationTask of(BundledModel model, ModelContent content, Dataset test) {
        int items = content.items().size();
        var matched = MatchedPairs.of(test, content.users(), content.items());
        int all = matched.pairs().cols();
        var seen = wider(model.seen(), all);
        var wanted = Pairs.without(matched.pairs(), seen);
        if (wanted.entries() == 0) {
            throw new OfflineException(
                    "nothing can be judged: of the test's %,d pairs %,d were trained on, and %,d of its users are unknown to the bundle"
                            .formatted(
                                    test.positives().entries(),
                                    matched.pairs().entries() - wanted.entries(),
                                    matched.unknownUsers()));
        }
        // Content is of the bundle's items alone; where there are others, diversity goes by who had them.
        var embeddings = all == items ? model.content() : null;
        return new EvaluationTask(
                JudgedOn.of(seen, wanted, wider(model.history(), all), embeddings),
                items,
                wanted.entries(),
                matched.unknownUsers(),
                matched.unknownItems(),
                matched.unknownPairs(),
                matched.pairs().entries() - wanted.entries());
    }

    /// For each item row the bundle's, or −1.
    int[] ownRow() {
        return IntStream.range(0, judgedOn.seen().cols())
                .map(row -> row < bundleItems ? row : -1)
                .toArray();
    }

    String line() {
        var line = new StringBuilder(String.format(Locale.ROOT, "%,d pairs", pairs));
        if (pairsOfUnknownItems > 0) {
            line.append(String.format(
                    Locale.ROOT,
                    "; %,d of them, of %,d items that the bundle does not have, count as misses",
                    pairsOfUnknownItems,
                    unknownItems));
        }
        if (unknownUsers > 0) {
            line.append(String.format(Locale.ROOT, "; left out: %,d users that it does not have", unknownUsers));
        }
        if (pairsSeen > 0) {
            line.append(String.format(Locale.ROOT, "; left out: %,d pairs that it was trained on", pairsSeen));
        }
        return line.toString();
    }

    private static CsrMatrix wider(CsrMatrix matrix, int columns) {
        return columns == matrix.cols()
                ? matrix
                : new CsrMatrix(matrix.rows(), columns, matrix.indptr(), matrix.indices(), matrix.values());
    }
}
