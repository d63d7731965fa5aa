package io.recloop.learning.dataset;

import io.recloop.contracts.bundle.Profile;
import io.recloop.learning.engine.TrainingData;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.sparse.CsrMatrix;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A snapshot of what one tenant's users did. Rows of users and items are in the order of their ids. Immutable.
public final class Dataset {
    private final Description description;
    private final Users users;
    private final Items items;
    private final Pairs pairs;
    private final Profile profile;

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
            Slice slice,
            DatasetStatistics statistics) {}

    /// @param trainable     rows of users who have enough to be trained on
    /// @param pastTrainable likewise, when the slice began
    record Users(List<String> ids, BitSet trainable, BitSet pastTrainable) {}

    /// @param exposed rows of items that somebody had
    /// @param texts   one a row, null where the catalogue does not know the item
    record Items(List<String> ids, BitSet exposed, List<@Nullable ItemText> texts) {}

    Dataset(Description description, Users users, Items items, Pairs pairs, Profile profile) {
        this.description = description;
        this.users = users;
        this.items = items;
        this.pairs = pairs;
        this.profile = profile;
    }

    public Description description() {
        return description;
    }

    public String version() {
        return description.version();
    }

    public List<String> users() {
        return users.ids();
    }

    /// Items that somebody had, and those of the catalogue that nobody had yet.
    public List<String> items() {
        return items.ids();
    }

    /// What the catalogue says of each item row; empty where it does not know the item.
    public List<Optional<ItemText>> itemTexts() {
        return items.texts().stream().map(Optional::ofNullable).toList();
    }

    /// Items with no interaction of any kind: that nobody had them says nothing about them.
    public ItemSet unexposed() {
        var unexposed = new ItemSet(items.ids().size());
        for (int row = items.exposed().nextClearBit(0);
                row < items.ids().size();
                row = items.exposed().nextClearBit(row + 1)) {
            unexposed.add(row);
        }
        return unexposed;
    }

    public Profile profile() {
        return profile;
    }

    /// What each user had; 0 for what is not a positive.
    public CsrMatrix seen() {
        return pairs.seen();
    }

    /// The positives of trainable users, of all time: what the published model is fitted to.
    public CsrMatrix positives() {
        return pairs.positives(users.trainable());
    }

    /// The hard negatives of the same users, every value 1.
    public CsrMatrix disliked() {
        return pairs.disliked(Pairs.DISLIKED, users.trainable());
    }

    /// What each user had when the slice began.
    public CsrMatrix seenBeforeSlice() {
        return pairs.seenBefore();
    }

    /// The positives of users who were trainable then, as they were when the slice began.
    public CsrMatrix positivesBeforeSlice() {
        return pairs.positivesBefore(users.pastTrainable());
    }

    /// The hard negatives of the same users, as they were when the slice began.
    public CsrMatrix dislikedBeforeSlice() {
        return pairs.disliked(Pairs.PAST_DISLIKED, users.pastTrainable());
    }

    /// What those users came to like in the slice and had not seen before.
    public CsrMatrix heldOut() {
        return pairs.heldOut();
    }

    /// How much of that was liked after a moment.
    public int heldOutAfter(Instant moment) {
        return pairs.heldOutAfter(ChronoUnit.MICROS.between(Instant.EPOCH, moment));
    }

    /// Everything, without content; with ages where the times tell an order.
    public TrainingData trainingData() {
        return new TrainingData(positives(), disliked(), unexposed(), null, pairs.ages(users.trainable()));
    }

    /// As it was when the slice began, without content. An item that was first had in the slice was not exposed then.
    public TrainingData trainingDataBeforeSlice() {
        var seen = seenBeforeSlice();
        var unexposed = new ItemSet(items.ids().size());
        for (int item = 0; item < items.ids().size(); item++) {
            unexposed.add(item);
        }
        unexposed.removeAll(seen.indices(), 0, seen.entries());
        return new TrainingData(
                positivesBeforeSlice(),
                dislikedBeforeSlice(),
                unexposed,
                null,
                pairs.agesBefore(users.pastTrainable()));
    }
}
