package io.recloop.training;

import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.InteractionRecorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;

/// Users who like one of a few groups of items: interactions with a structure that a model can find and popularity
/// cannot.
public final class PlantedShop {
    public static final int USERS = 300;
    public static final int ITEMS = 120;
    private static final int GROUPS = 6;

    private final SplittableRandom random;
    private final Instant begin;
    private long events;
    private final List<HashSet<Integer>> had = new ArrayList<>();

    public PlantedShop(long seed, Instant begin) {
        this.random = new SplittableRandom(seed);
        this.begin = begin;
        for (int user = 0; user < USERS; user++) {
            had.add(new HashSet<>());
        }
    }

    /// Each user likes a number of new items of the own group, in turn, one a second.
    public List<InteractionRecorded> likes(int each) {
        var all = new ArrayList<InteractionRecorded>();
        for (int round = 0; round < each; round++) {
            for (int user = 0; user < USERS; user++) {
                int item = random.nextInt(ITEMS / GROUPS) * GROUPS + user % GROUPS;
                if (had.get(user).add(item)) {
                    all.add(event("u" + user, item));
                }
            }
        }
        return all;
    }

    /// Others, whose items got each other's labels: they like groups that nobody's taste has. Their events
    /// arrive late: they are from before everything else, so that a candidate learns from them and is not
    /// judged on them.
    public List<InteractionRecorded> shuffled(int users, int each) {
        int inGroup = ITEMS / GROUPS;
        var all = new ArrayList<InteractionRecorded>();
        for (int round = 0; round < each; round++) {
            for (int user = 0; user < users; user++) {
                all.add(event(
                        "noise" + user,
                        user % GROUPS * inGroup + random.nextInt(inGroup),
                        begin.minus(Duration.ofSeconds(all.size() + 1))));
            }
        }
        return all;
    }

    private InteractionRecorded event(String user, int item) {
        return event(user, item, begin.plus(Duration.ofSeconds(events + 1)));
    }

    private InteractionRecorded event(String user, int item, Instant at) {
        events++;
        return new InteractionRecorded(
                "e" + begin.getEpochSecond() + "-" + events,
                "default",
                at,
                user,
                "i" + item,
                Action.LIKE,
                null,
                null,
                null);
    }
}
