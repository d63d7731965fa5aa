package io.recloop.training.evaluation;

import java.util.HashMap;
import java.util.List;

/// Where the items that are judged on lie in a model that has others, or has them in another order.
public final class ItemRows {
    private ItemRows() {}

    /// For {@link Rankers}.
    ///
    /// @param judged ids by row of the judgement
    /// @param own    ids by row of the model
    /// @return for each item row of the judgement the model's row, or −1 where it does not know the item
    public static int[] of(List<String> judged, List<String> own) {
        var rows = HashMap.<String, Integer>newHashMap(own.size());
        for (int row = 0; row < own.size(); row++) {
            rows.put(own.get(row), row);
        }
        return judged.stream().mapToInt(item -> rows.getOrDefault(item, -1)).toArray();
    }
}
