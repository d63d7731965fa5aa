package io.recloop.recommender.history;

import io.recloop.recommender.ranking.Interaction;
import io.recloop.recommender.ranking.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// One user's newest interactions by offset. Immutable: a reader sees one moment, without a lock.
public final class UserTail {
    static final UserTail EMPTY = new UserTail(List.of());

    private final List<HistoryEntry> entries;

    private UserTail(List<HistoryEntry> entries) {
        this.entries = entries;
    }

    int size() {
        return entries.size();
    }

    List<HistoryEntry> entries() {
        return entries;
    }

    /// This tail with the entry in its place, or this very tail where the entry is in it already: a record that
    /// is read twice has no second effect.
    ///
    /// @param max beyond that the oldest is left out
    UserTail with(HistoryEntry entry, int max) {
        int at = entries.size();
        while (at > 0 && isAfter(entries.get(at - 1), entry)) {
            at--;
        }
        if (at > 0 && entries.get(at - 1).isAt(entry.partition(), entry.offset())) {
            return this;
        }
        if (entries.size() >= max && at == 0) {
            return this;
        }
        var longer = new ArrayList<HistoryEntry>(entries.size() + 1);
        longer.addAll(entries);
        longer.add(at, entry);
        return new UserTail(longer.size() > max ? longer.subList(longer.size() - max, longer.size()) : longer);
    }

    /// A user's interactions lie in one partition as long as the number of partitions stays; where it was raised, the
    /// offsets of the two cannot be compared and the partition decides, which is no worse than any other order.
    static boolean isAfter(HistoryEntry one, HistoryEntry other) {
        return one.partition() != other.partition()
                ? one.partition() > other.partition()
                : one.offset() > other.offset();
    }

    UserTail without(Predicate<HistoryEntry> dropped) {
        var kept = entries.stream().filter(dropped.negate()).toList();
        return kept.size() == entries.size() ? this : new UserTail(kept);
    }

    /// @param offsets partition to the first offset wanted; a partition that is not named is wanted whole
    public List<Interaction> since(Map<Integer, Long> offsets) {
        var interactions = new ArrayList<Interaction>(entries.size());
        for (var entry : entries) {
            if (entry.offset() >= offsets.getOrDefault(entry.partition(), 0L)) {
                interactions.add(entry.interaction());
            }
        }
        return interactions;
    }

    /// Whether the last word on the item is yes.
    public boolean likes(String item) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            var interaction = entries.get(i).interaction();
            if (interaction.signal() != Signal.NEUTRAL && interaction.item().equals(item)) {
                return interaction.signal() == Signal.POSITIVE;
            }
        }
        return false;
    }
}
