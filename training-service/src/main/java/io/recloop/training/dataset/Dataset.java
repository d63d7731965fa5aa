package io.recloop.training.dataset;

import io.recloop.contracts.bundle.Profile;
import io.recloop.numerics.sparse.CsrMatrix;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A snapshot of what one tenant's users did. Rows of users and items are in the order of their ids. Immutable.
public final class Dataset {
    private final Description description;
    private final List<String> users;
    private final List<String> items;
    private final Pairs pairs;
    private final Profile profile;
    private final int trainableFrom;

    /// What its manifest says.
    ///
    /// @param version     follows from the content alone: the same data give the same version
    /// @param dataThrough time of the newest interaction
    /// @param offsets     topic to partition to the first offset that is not in it
    public record Description(
            String version,
            String tenant,
            Instant dataThrough,
            Map<String, Map<Integer, Long>> offsets,
            DatasetCounts counts,
            Slice slice) {}

    Dataset(
            Description description,
            List<String> users,
            List<String> items,
            Pairs pairs,
            Profile profile,
            int trainableFrom) {
        this.description = description;
        this.users = List.copyOf(users);
        this.items = List.copyOf(items);
        this.pairs = pairs;
        this.profile = profile;
        this.trainableFrom = trainableFrom;
    }

    public Description description() {
        return description;
    }

    public String version() {
        return description.version();
    }

    public List<String> users() {
        return users;
    }

    public List<String> items() {
        return items;
    }

    public Profile profile() {
        return profile;
    }

    /// What each user had; 0 for what is not a positive.
    public CsrMatrix seen() {
        return pairs.seen(users.size(), items.size());
    }

    /// The positives of trainable users, of all time: what the published model is fitted to.
    public CsrMatrix positives() {
        return pairs.positives(users.size(), items.size(), trainableFrom);
    }

    /// What each user had when the slice began.
    public CsrMatrix seenBeforeSlice() {
        return pairs.seenBefore(users.size(), items.size());
    }

    /// The positives of users who were trainable then, as they were when the slice began.
    public CsrMatrix positivesBeforeSlice() {
        return pairs.positivesBefore(users.size(), items.size(), trainableFrom);
    }

    /// What those users came to like in the slice and had not seen before.
    public CsrMatrix heldOut() {
        return pairs.heldOut(users.size(), items.size());
    }
}
