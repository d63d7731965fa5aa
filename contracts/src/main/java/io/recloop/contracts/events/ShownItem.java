package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// One line of a shown list.
///
/// @param position from 1
/// @param score    comparable within one answer only
/// @param source   what put it there: `collaborative`, `popular`, …
/// @param rules    ids of the operators' rules that moved it; absent means none
public record ShownItem(
        String item,
        int position,
        double score,
        String source,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> rules) {
    public ShownItem {
        Fields.id("item", item);
        Fields.atLeast("position", position, 1);
        Fields.finite("score", score);
        Fields.id("source", source);
        rules = Fields.list("rules", rules);
    }

    public ShownItem(String item, int position, double score, String source) {
        this(item, position, score, source, List.of());
    }
}
