package io.recloop.learning.offline;

import io.recloop.learning.dataset.Dataset;
import java.util.Locale;

/// What was trained on.
///
/// @param version follows from the content alone
record DataFacts(String version, int users, int items, int interactions, int positives) {
    static DataFacts of(Dataset dataset) {
        return new DataFacts(
                dataset.version(),
                dataset.users().size(),
                dataset.items().size(),
                dataset.seen().entries(),
                dataset.positives().entries());
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%,d users, %,d items, %,d pairs%s, %s",
                users,
                items,
                interactions,
                positives == interactions ? "" : String.format(Locale.ROOT, " of which %,d are liked", positives),
                version);
    }
}
