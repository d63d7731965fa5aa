package io.recloop.contracts.events;

/// One line of a shown list.
///
/// @param position from 1
/// @param score    comparable within one answer only
/// @param source   what put it there: `collaborative`, `popular`, …
public record ShownItem(String item, int position, double score, String source) {
    public ShownItem {
        Fields.id("item", item);
        Fields.atLeast("position", position, 1);
        Fields.finite("score", score);
        Fields.id("source", source);
    }
}
