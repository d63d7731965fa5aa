package io.recloop.recommender.lists;

import io.recloop.recommender.candidates.RecommendedItem;
import io.recloop.recommender.reranking.Reranker;
import io.recloop.recommender.reranking.RerankingConfig;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.SplittableRandom;

/// Gives new items the positions of a list that the plan's exploration sets apart for them.
@Singleton
final class NewItemSlots {
    private final NewItems newItems;
    private final RerankingConfig.ExplorationConfig config;

    NewItemSlots(NewItems newItems, RerankingConfig config) {
        this.newItems = newItems;
        this.config = config.exploration();
    }

    /// One new item is as good as another: nobody has clicked on them yet, so that a posterior of their appeal would
    /// be its prior.
    void pin(String requestId, RankingContext asked, CandidatePool candidates, Reranker arranging) {
        var exploration = asked.plan().exploration();
        if (exploration.isOff()) {
            return;
        }
        var random = new SplittableRandom(requestId.hashCode());
        var slots = exploration.slots(asked.query().limit(), random);
        if (slots.isEmpty()) {
            return;
        }
        var open = new ArrayList<>(newItems.items(asked.query().tenant()));
        open.removeIf(item -> !isUnknownToUsers(asked, item));
        for (int slot : slots) {
            if (open.isEmpty()) {
                return;
            }
            var item = open.remove(random.nextInt(open.size()));
            arranging.pin(slot, candidates.chosen(item, asked.row(item), RecommendedItem.EXPLORATION, null));
        }
    }

    private boolean isUnknownToUsers(RankingContext asked, String item) {
        int row = asked.row(item);
        var known = asked.known();
        return asked.admits(row, item)
                && (known == null || row < 0 || known.model().ranking().popularity(row) <= config.mostPositives());
    }
}
