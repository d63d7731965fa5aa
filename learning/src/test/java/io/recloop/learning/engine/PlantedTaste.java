package io.recloop.learning.engine;

import io.recloop.numerics.sparse.CsrMatrix;
import java.util.SplittableRandom;

/// Users who like one of a few groups of items, and some of every other; each user's last like is held out.
public final class PlantedTaste {
    private PlantedTaste() {}

    /// @param seen    what to train on
    /// @param heldOut one item of the user's own group, not seen, for each user
    public record Split(CsrMatrix seen, CsrMatrix heldOut) {}

    public static Split split(int users, int items, int groups, int likes, long seed) {
        var random = new SplittableRandom(seed);
        var seenUsers = new int[users * likes];
        var seenItems = new int[users * likes];
        var heldUsers = new int[users];
        var heldItems = new int[users];
        for (int user = 0; user < users; user++) {
            int group = user % groups;
            heldUsers[user] = user;
            heldItems[user] = liked(random, items, groups, group);
            for (int i = 0; i < likes; ) {
                // One like in ten goes astray.
                int from = random.nextInt(10) == 0 ? random.nextInt(groups) : group;
                int item = liked(random, items, groups, from);
                if (item != heldItems[user]) {
                    seenUsers[user * likes + i] = user;
                    seenItems[user * likes + i++] = item;
                }
            }
        }
        return new Split(
                CsrMatrix.ofPairs(users, items, seenUsers, seenItems),
                CsrMatrix.ofPairs(users, items, heldUsers, heldItems));
    }

    private static int liked(SplittableRandom random, int items, int groups, int group) {
        return random.nextInt(items / groups) * groups + group;
    }
}
