package io.recloop.learning.offline;

import io.recloop.learning.dataset.Dataset;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// The liked pairs of one file in the rows of another.
///
/// @param pairs         users of the other × its items, and behind these the items that only this file has
/// @param unknownUsers  users that the other does not have: their pairs are not among them
/// @param unknownItems  items that only this file has, among the users of both
/// @param unknownPairs  pairs with one of these items
record MatchedPairs(CsrMatrix pairs, int unknownUsers, int unknownItems, int unknownPairs) {

    static MatchedPairs of(Dataset file, List<String> users, List<String> items) {
        var userRows = rows(users);
        var itemRows = rows(items);
        var positives = file.positives();
        var matchedUsers = new int[positives.entries()];
        var matchedItems = new int[positives.entries()];
        int size = 0;
        int strangers = 0;
        int unknownPairs = 0;
        var unknown = new HashSet<Integer>();
        for (int user = 0; user < positives.rows(); user++) {
            var row = userRows.get(file.users().get(user));
            if (row == null) {
                strangers += positives.rowLength(user) > 0 ? 1 : 0;
                continue;
            }
            for (int entry = positives.rowStart(user); entry < positives.rowEnd(user); entry++) {
                int item = positives.indices()[entry];
                var id = file.items().get(item);
                if (!itemRows.containsKey(id)) {
                    itemRows.put(id, itemRows.size());
                }
                int column = itemRows.get(id);
                if (column >= items.size()) {
                    unknown.add(column);
                    unknownPairs++;
                }
                matchedUsers[size] = row;
                matchedItems[size++] = column;
            }
        }
        var pairs = CsrMatrix.ofPairs(
                users.size(), itemRows.size(), Arrays.copyOf(matchedUsers, size), Arrays.copyOf(matchedItems, size));
        return new MatchedPairs(pairs, strangers, unknown.size(), unknownPairs);
    }

    /// Those whose item both have.
    CsrMatrix ofKnownItems(int items) {
        return items == pairs.cols() ? pairs : Pairs.where(pairs, items, (user, item) -> item < items);
    }

    private static Map<String, Integer> rows(List<String> ids) {
        var rows = new HashMap<String, Integer>(2 * ids.size());
        for (var id : ids) {
            rows.put(id, rows.size());
        }
        return rows;
    }
}
