package io.recloop.recommender.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.events.Action;
import io.recloop.recommender.history.History.Liked;
import io.recloop.recommender.ranking.Interaction;
import io.recloop.recommender.ranking.Signal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final String TENANT = "default";

    private final History history = new History(new Bounds(3, 6));

    /// Small bounds, and the defaults of the rest.
    private record Bounds(int maxPerUser, int maxEntries) implements HistoryConfig {
        @Override
        public long maxReplay() {
            return 100;
        }

        @Override
        public Set<String> positiveActions() {
            return Set.of("click", "purchase");
        }

        @Override
        public double positiveRating() {
            return 4;
        }

        @Override
        public double negativeRating() {
            return 3;
        }
    }

    @Test
    void whatWasWrittenBeforeTheStartIsNoNews() {
        var ends = Map.of(0, 100L, 1, 0L);
        assertThat(InteractionReader.isNews(ends, 0, 99)).isFalse();
        assertThat(InteractionReader.isNews(ends, 0, 100)).isTrue();
        assertThat(InteractionReader.isNews(ends, 1, 0)).isTrue();
        assertThat(InteractionReader.isNews(ends, 2, 0)).isTrue();
    }

    @Test
    void givesAUsersInteractionsFromTheOffsetsOn() {
        likes("u", "a", 10);
        likes("u", "b", 11);
        assertThat(since("u", Map.of())).containsExactly("a", "b");
        assertThat(since("u", Map.of(0, 11L))).containsExactly("b");
        assertThat(since("u", Map.of(0, 12L))).isEmpty();
        assertThat(since("u", Map.of(7, 99L))).containsExactly("a", "b");
        assertThat(since("nobody", Map.of())).isEmpty();
    }

    @Test
    void aRecordThatIsReadTwiceCountsOnce() {
        likes("u", "a", 10);
        likes("u", "a", 10);
        assertThat(history.size()).isEqualTo(1);
    }

    @Test
    void olderInteractionsThatComeLateFindTheirPlace() {
        likes("u", "late", 20);
        likes("u", "early", 5);
        likes("u", "middle", 10);
        assertThat(since("u", Map.of())).containsExactly("early", "middle", "late");
    }

    @Test
    void keepsTheNewestOfAUser() {
        for (int i = 0; i < 5; i++) {
            likes("u", "i" + i, i);
        }
        assertThat(since("u", Map.of())).containsExactly("i2", "i3", "i4");
        likes("u", "too-old", 0);
        assertThat(since("u", Map.of())).containsExactly("i2", "i3", "i4");
        assertThat(history.size()).isEqualTo(3);
    }

    @Test
    void forgetsWhoHasBeenIdleTheLongest() {
        for (int user = 0; user < 3; user++) {
            likes("u" + user, "a", 2 * user);
            likes("u" + user, "b", 2 * user + 1);
        }
        likes("u0", "c", 10);
        assertThat(since("u1", Map.of())).isEmpty();
        assertThat(since("u0", Map.of())).containsExactly("a", "b", "c");
        assertThat(history.size()).isEqualTo(5);
        assertThat(history.forgottenUsers()).isEqualTo(1);
        assertThat(history.mostLiked(TENANT)).containsExactly(new Liked("a", 2), new Liked("b", 2), new Liked("c", 1));
    }

    @Test
    void countsUsersAndNotInteractions() {
        likes("u", "a", 0);
        likes("u", "a", 1);
        likes("v", "a", 2);
        likes("v", "b", 3);
        history.record(TENANT, "u", new HistoryEntry(0, 4, new Interaction("a", Signal.NEGATIVE)));
        assertThat(history.mostLiked(TENANT)).containsExactly(new Liked("a", 1), new Liked("b", 1));
        assertThat(history.mostLiked("other")).isEmpty();
    }

    @Test
    void dropsWhatTwoModelsInARowWereTrainedWith() {
        likes("u", "a", 10);
        likes("u", "b", 20);
        likes("v", "c", 30);
        history.serves(TENANT, Map.of(0, 15L));
        assertThat(since("u", Map.of())).containsExactly("b");
        history.serves(TENANT, Map.of(0, 25L));
        // A request that began with the model before must still find what that model lacks.
        assertThat(since("u", Map.of(0, 15L))).containsExactly("b");
        history.serves(TENANT, Map.of(0, 35L));
        assertThat(since("u", Map.of())).isEmpty();
        assertThat(since("v", Map.of())).containsExactly("c");
        assertThat(history.size()).isEqualTo(1);
    }

    @Test
    void belowTheFloorNothingComesInUntilItIsLowered() {
        history.serves(TENANT, Map.of(0, 15L));
        likes("u", "a", 10);
        assertThat(since("u", Map.of())).isEmpty();
        assertThat(history.floor(TENANT, Map.of(0, 3L, 1, 4L)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(0, 15L, 1, 4L));
        history.lowerFloor(TENANT, Map.of(0, 10L));
        likes("u", "a", 10);
        assertThat(since("u", Map.of())).containsExactly("a");
        history.restoreFloor(TENANT, Map.of(0, 15L));
        likes("v", "b", 11);
        assertThat(since("v", Map.of())).isEmpty();
    }

    @Test
    void tenantsAreApart() {
        likes("u", "a", 0);
        history.serves("other", Map.of(0, 100L));
        assertThat(since("u", Map.of())).containsExactly("a");
        assertThat(history.since("other", "u", Map.of())).isEmpty();
    }

    /// Against a history that is counted again after each step; the seed is in the message.
    @Test
    void theRunningCountsAreThoseOfTheTails() {
        for (long seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var bounded = new History(new Bounds(4, 12));
            for (int step = 0; step < 200; step++) {
                var signal = Signal.values()[random.nextInt(3)];
                var interaction = new Interaction("i" + random.nextInt(5), signal);
                bounded.record(TENANT, "u" + random.nextInt(6), new HistoryEntry(0, random.nextInt(500), interaction));
                if (step % 50 == 49) {
                    bounded.serves(TENANT, Map.of(0, (long) step * 2));
                }
            }
            var counted = new java.util.HashMap<String, Integer>();
            int entries = 0;
            for (int user = 0; user < 6; user++) {
                var last = new java.util.HashMap<String, Signal>();
                for (var interaction : bounded.since(TENANT, "u" + user, Map.of())) {
                    entries++;
                    if (interaction.signal() != Signal.NEUTRAL) {
                        last.put(interaction.item(), interaction.signal());
                    }
                }
                last.forEach((item, signal) -> counted.merge(item, signal == Signal.POSITIVE ? 1 : 0, Integer::sum));
            }
            counted.values().removeIf(count -> count == 0);
            assertThat(new HashSet<>(bounded.mostLiked(TENANT).toList()))
                    .as("seed %d", seed)
                    .isEqualTo(new HashSet<>(counted.entrySet().stream()
                            .map(entry -> new Liked(entry.getKey(), entry.getValue()))
                            .toList()));
            assertThat(bounded.size()).as("seed %d", seed).isEqualTo(entries).isLessThanOrEqualTo(12);
        }
    }

    @Test
    void actionsSayWhatTrainingTakesThemFor() {
        var signals = new Signals(new Bounds(3, 6));
        assertThat(signals.of(Action.PURCHASE, null)).isEqualTo(Signal.POSITIVE);
        assertThat(signals.of(Action.VIEW, null)).isEqualTo(Signal.NEUTRAL);
        assertThat(signals.of(Action.DISLIKE, null)).isEqualTo(Signal.NEGATIVE);
        assertThat(signals.of(Action.RATING, 4.0)).isEqualTo(Signal.POSITIVE);
        assertThat(signals.of(Action.RATING, 3.0)).isEqualTo(Signal.NEUTRAL);
        assertThat(signals.of(Action.RATING, 2.5)).isEqualTo(Signal.NEGATIVE);
        assertThat(signals.of(Action.PURCHASE, 2.0)).isEqualTo(Signal.NEGATIVE);
        assertThat(signals.of(Action.PURCHASE, 3.5)).isEqualTo(Signal.NEUTRAL);
        assertThat(signals.of(Action.VIEW, 4.0)).isEqualTo(Signal.POSITIVE);
    }

    private void likes(String user, String item, long offset) {
        history.record(TENANT, user, new HistoryEntry(0, offset, new Interaction(item, Signal.POSITIVE)));
    }

    private List<String> since(String user, Map<Integer, Long> offsets) {
        return history.since(TENANT, user, offsets).stream()
                .map(Interaction::item)
                .toList();
    }
}
