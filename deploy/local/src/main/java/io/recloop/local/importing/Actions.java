package io.recloop.local.importing;

import io.recloop.contracts.events.Action;
import java.util.Map;

/// The words that shops use for what a user did.
final class Actions {

    private static final Map<String, Action> KNOWN = Map.ofEntries(
            Map.entry("view", Action.VIEW),
            Map.entry("pv", Action.VIEW),
            Map.entry("pageview", Action.VIEW),
            Map.entry("click", Action.CLICK),
            Map.entry("cart", Action.ADD_TO_CART),
            Map.entry("addtocart", Action.ADD_TO_CART),
            Map.entry("purchase", Action.PURCHASE),
            Map.entry("buy", Action.PURCHASE),
            Map.entry("order", Action.PURCHASE),
            Map.entry("transaction", Action.PURCHASE),
            Map.entry("like", Action.LIKE),
            Map.entry("fav", Action.LIKE),
            Map.entry("favorite", Action.LIKE),
            Map.entry("dislike", Action.DISLIKE),
            Map.entry("rating", Action.RATING),
            Map.entry("rate", Action.RATING),
            Map.entry("review", Action.RATING));

    private Actions() {}

    static Action named(String word) throws Refusal {
        var action = KNOWN.get(Column.plain(word));
        if (action == null) {
            throw new Refusal("the action is not one of view, click, add_to_cart, purchase, like, dislike, rating");
        }
        return action;
    }
}
