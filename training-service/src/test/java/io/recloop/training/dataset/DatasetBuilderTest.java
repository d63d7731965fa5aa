package io.recloop.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.contracts.Topic;
import io.recloop.contracts.bundle.FolderStore;
import io.recloop.contracts.bundle.RatingLevel;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.InteractionRetracted;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.training.Configured;
import io.recloop.training.PlantedShop;
import io.recloop.training.interactions.Lake;
import io.recloop.training.interactions.LakeCount;
import io.recloop.training.interactions.LakeFixture;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetBuilderTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final DatasetConfig DEFAULTS = Configured.of(DatasetConfig.class);

    @TempDir
    Path folder;

    private int lakes;
    private int events;

    @Test
    void theSameInteractionsGiveTheSameVersionWhateverTheirOrderSegmentsAndRepetitions() throws Exception {
        var likes = new PlantedShop(3, BEGIN).likes(6);
        var shuffled = new ArrayList<>(likes);
        Collections.shuffle(shuffled, new Random(11));
        var repeated = new ArrayList<>(shuffled.subList(0, 100));

        var one = build(List.of(likes), DEFAULTS, Optional.empty());
        var other = build(
                List.of(shuffled.subList(0, 500), shuffled.subList(500, shuffled.size()), repeated),
                DEFAULTS,
                Optional.empty());

        assertThat(other.version()).isEqualTo(one.version());
        assertThat(other.positives().indices()).isEqualTo(one.positives().indices());
        assertThat(other.description().counts().duplicates()).isEqualTo(100);
        assertThat(one.description().counts().duplicates()).isZero();
    }

    @Test
    void anotherInteractionGivesAnotherVersion() throws Exception {
        var likes = new PlantedShop(3, BEGIN).likes(6);

        assertThat(build(List.of(likes), DEFAULTS, Optional.empty()).version())
                .isNotEqualTo(build(List.of(likes.subList(0, likes.size() - 1)), DEFAULTS, Optional.empty())
                        .version());
    }

    @Test
    void theLastWordDecidesWhatAUserLikes() throws Exception {
        var dataset = build(
                List.of(List.of(
                        did("a", "x", Action.LIKE, null, 1),
                        did("a", "x", Action.DISLIKE, null, 2),
                        did("a", "y", Action.RATING, 2.0, 1),
                        did("a", "y", Action.RATING, 4.5, 2),
                        did("a", "z", Action.PURCHASE, null, 1),
                        did("a", "z", Action.RATING, 3.5, 2),
                        did("a", "w", Action.VIEW, null, 1),
                        did("a", "v", Action.RATING, 2.5, 1))),
                DEFAULTS,
                Optional.empty());

        assertThat(dataset.items()).containsExactly("v", "w", "x", "y", "z");
        // Seen, all of them; liked are y (the later rating) and z (3.5 takes nothing back).
        assertThat(dataset.seen().values()).containsExactly(0, 0, 0, 1, 1);
    }

    @Test
    void aUserWithOneInteractionIsSeenButNotTrainedOn() throws Exception {
        var dataset = build(
                List.of(List.of(
                        did("a", "x", Action.LIKE, null, 1),
                        did("a", "y", Action.LIKE, null, 2),
                        did("b", "x", Action.LIKE, null, 3))),
                DEFAULTS,
                Optional.empty());

        assertThat(dataset.users()).containsExactly("a", "b");
        assertThat(dataset.seen().rowLength(1)).isEqualTo(1);
        assertThat(dataset.positives().rowLength(0)).isEqualTo(2);
        assertThat(dataset.positives().rowLength(1)).isZero();
        assertThat(dataset.description().counts().trainableUsers()).isEqualTo(1);
    }

    @Test
    void theLastItemThatEachUserLikedIsHeldOutAtMostATenthOfAll() throws Exception {
        var dataset = build(List.of(new PlantedShop(3, BEGIN).likes(8)), DEFAULTS, Optional.empty());
        var counts = dataset.description().counts();

        assertThat(counts.heldOut()).isEqualTo(Math.min(dataset.users().size(), counts.positives() / 10));
        assertThat(dataset.positivesBeforeSlice().entries() + dataset.heldOut().entries())
                .isEqualTo(dataset.positives().entries());
        for (int user = 0; user < dataset.users().size(); user++) {
            int row = user;
            assertThat(dataset.heldOut().rowLength(row)).isLessThanOrEqualTo(1);
            dataset.heldOut().forEach(row, (item, weight) -> assertThat(
                            dataset.seenBeforeSlice().contains(row, item))
                    .isFalse());
        }
    }

    @Test
    void aTieIsBrokenByChanceAndAlwaysAlike() throws Exception {
        var likes = new ArrayList<InteractionRecorded>();
        for (int user = 0; user < 200; user++) {
            for (int item = 0; item < 20; item++) {
                likes.add(did("user-" + user, "item-%02d".formatted(item), Action.LIKE, null, 5));
            }
        }
        var one = build(List.of(likes), DEFAULTS, Optional.empty());
        var other = build(List.of(likes.reversed()), DEFAULTS, Optional.empty());

        var held = new TreeMap<Integer, Integer>();
        for (int user = 0; user < 200; user++) {
            one.heldOut().forEach(user, (item, weight) -> held.merge(item, 1, Integer::sum));
        }
        assertThat(other.version()).isEqualTo(one.version());
        // 200 draws of 20: each item 10 times, standard deviation 3.1; by id it would be one item 200 times.
        assertThat(held.values()).allMatch(times -> times < 30);
    }

    @Test
    void theSliceBeginsWhereTheIncumbentsDataEndIfEnoughCameAfterThem() throws Exception {
        var shop = new PlantedShop(3, BEGIN);
        var old = shop.likes(8);
        var through = old.getLast().occurredAt();
        var fresh = shop.likes(1);

        var enough = build(List.of(old, fresh), DEFAULTS, Optional.of(through));
        var tooFew = build(List.of(old, fresh.subList(0, 20)), DEFAULTS, Optional.of(through));

        assertThat(enough.description().slice().begins()).isAfter(through);
        assertThat(enough.description().slice().seenBy(through)).isFalse();
        assertThat(tooFew.description().slice().begins()).isBefore(through);
        assertThat(tooFew.description().slice().seenBy(through)).isTrue();
        assertThat(tooFew.heldOutAfter(through)).isEqualTo(20);
    }

    @Test
    void nobodyHasSeenASliceOfNothing() throws Exception {
        var slice = build(List.of(List.of(did("a", "x", Action.LIKE, null, 1))), DEFAULTS, Optional.empty())
                .description()
                .slice();

        assertThat(slice.begins()).isNull();
        assertThat(slice.explanation()).startsWith("nothing");
        assertThat(slice.seenBy(BEGIN.plusSeconds(1))).isFalse();
    }

    @Test
    void aModelHasSeenASliceThatBeginsWithItsLastInteractionAndNoneAMicrosecondLater() throws Exception {
        var slice = build(
                        List.of(new PlantedShop(3, BEGIN.plusNanos(123_456_000)).likes(4)), DEFAULTS, Optional.empty())
                .description()
                .slice();
        var begins = Objects.requireNonNull(slice.begins());

        assertThat(begins.getNano()).isEqualTo(123_456_000);
        assertThat(slice.explanation()).endsWith("users came to and liked, since " + begins);
        assertThat(slice.seenBy(begins)).isTrue();
        assertThat(slice.seenBy(begins.minus(1, ChronoUnit.MICROS))).isFalse();
    }

    @Test
    void olderPositivesWeighLessWhereAHalfLifeIsSet() throws Exception {
        var config = Configured.of(
                DatasetConfig.class,
                Map.of("recloop.training.dataset.half-life", "100s", "recloop.training.dataset.weight-floor", "0.2"));
        var dataset = build(
                List.of(List.of(
                        did("a", "x", Action.LIKE, null, 0),
                        did("a", "y", Action.LIKE, null, 900),
                        did("a", "z", Action.LIKE, null, 1000))),
                config,
                Optional.empty());

        assertThat(dataset.positives().values()).containsExactly(0.2f, 0.5f, 1f);
    }

    @Test
    void theProfileCountsWhatDriftIsMeasuredAgainst() throws Exception {
        var profile = build(
                        List.of(List.of(
                                did("a", "x", Action.RATING, 5.0, 0),
                                did("b", "x", Action.RATING, 4.5, 10),
                                did("b", "y", Action.VIEW, null, 130),
                                did("a", "y", Action.LIKE, null, 310))),
                        DEFAULTS,
                        Optional.empty())
                .profile();

        assertThat(profile.from()).isEqualTo(BEGIN);
        assertThat(profile.through()).isEqualTo(BEGIN.plusSeconds(310));
        assertThat(profile.ratings()).isEqualTo(Map.of("5.0", 1L, "4.5", 1L));
        assertThat(profile.actions()).isEqualTo(Map.of("rating", 2L, "view", 1L, "like", 1L));
        assertThat(profile.itemCounts()).isEqualTo(Map.of("x", 2L, "y", 1L));
        // Buckets of a minute: 2, 0, 1, 0, 0; the last is not over.
        assertThat(profile.volume().buckets()).isEqualTo(5);
        assertThat(profile.volume().mean()).isEqualTo(0.6);
        assertThat(profile.volume().variance()).isCloseTo(0.8, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void aRetractionIsInTheLakeAndIsNoInteraction() throws Exception {
        var bought = did("a", "x", Action.PURCHASE, null, 1);
        var other = did("a", "y", Action.LIKE, null, 2);
        var retraction = new InteractionRetracted(
                "retraction",
                "default",
                BEGIN.plusSeconds(3),
                "a",
                bought.eventId(),
                null,
                null,
                null,
                "shop",
                "cancelled");

        var dataset = build(List.of(List.of(bought, other, retraction)), DEFAULTS, Optional.empty());

        // It is kept for a later version, which will leave out what it takes back.
        assertThat(LakeCount.of(new Lake(folder.resolve("lake-0")).snapshot(Topic.INTERACTIONS)))
                .isEqualTo(new LakeCount(3, 3));
        assertThat(dataset.items()).containsExactly("x", "y");
        assertThat(dataset.description().counts().records()).isEqualTo(2);
    }

    @Test
    void theLakeKeepsWhatAnInteractionCarriesAndTheProfileSaysHowManyDo() throws Exception {
        var bought = new InteractionRecorded(
                "bought",
                "default",
                BEGIN,
                "a",
                "x",
                Action.PURCHASE,
                null,
                null,
                null,
                new BigDecimal("249.9"),
                "EUR",
                2,
                "o-1",
                3,
                Map.of("device", "phone"));

        var dataset = build(
                List.of(
                        List.of(bought, did("a", "y", Action.LIKE, null, 2)),
                        List.of(did("a", "z", Action.LIKE, null, 3))),
                DEFAULTS,
                Optional.empty());

        assertThat(dataset.profile().shares())
                .containsOnlyKeys("price", "quantity", "orderId", "position", "context")
                .containsEntry("price", 1 / 3.0);
        assertThat(LakeFixture.row(
                        new Lake(folder.resolve("lake-0")),
                        "concat_ws('|', price, currency, quantity, order_id, position, context)",
                        "bought"))
                .isEqualTo("249.9|EUR|2|o-1|3|{\"device\":\"phone\"}");
    }

    @Test
    void segmentsOfAnEarlierVersionAreStillRead() throws Exception {
        var lake = new Lake(folder.resolve("lake"));
        LakeFixture.append(lake, 0, List.of(did("a", "x", Action.LIKE, null, 1)));
        LakeFixture.asOfAnEarlierVersion(lake);
        var old = new DatasetBuilder(lake, DEFAULTS);
        var before = old.build(request(), Files.createDirectories(folder.resolve("old-only")));
        LakeFixture.append(lake, 1, List.of(did("a", "y", Action.LIKE, null, 2)));

        var dataset = old.build(request(), Files.createDirectories(folder.resolve("old-and-new")));

        assertThat(before.items()).containsExactly("x");
        assertThat(dataset.items()).containsExactly("x", "y");
    }

    private static DatasetBuilder.Request request() {
        return new DatasetBuilder.Request("default", Optional.empty(), 100);
    }

    @Test
    void theProfileHasRatingsAsTheMonitorWritesThem() throws Exception {
        var rated = new ArrayList<InteractionRecorded>();
        var levels = new TreeMap<String, Long>();
        for (int i = 0; i <= 900; i++) {
            double rating = 0.5 + i * 0.005;
            rated.add(did("u" + i % 30, "i" + i % 40, Action.RATING, rating, i));
            levels.merge(RatingLevel.of(rating), 1L, Long::sum);
        }

        var profile = build(List.of(rated), DEFAULTS, Optional.empty()).profile();

        assertThat(profile.ratings()).isEqualTo(levels).containsKeys("4.25", "5.0");
    }

    @Test
    void otherTenantsAreNotIn() throws Exception {
        var other = new InteractionRecorded("o", "other", BEGIN, "stranger", "x", Action.LIKE, null, null, null);

        var dataset = build(
                List.of(List.of(did("a", "x", Action.LIKE, null, 1), did("a", "y", Action.LIKE, null, 2), other)),
                DEFAULTS,
                Optional.empty());

        assertThat(dataset.users()).containsExactly("a");
        assertThat(dataset.description().counts().records()).isEqualTo(2);
    }

    @Test
    void whereNobodyLikesAnythingThereIsTooLittle() {
        assertThatThrownBy(
                        () -> build(List.of(List.of(did("a", "x", Action.VIEW, null, 1))), DEFAULTS, Optional.empty()))
                .isInstanceOf(TooLittleDataException.class)
                .hasMessageContaining("liked something");
    }

    @Test
    void isKeptInTheStoreOnceWithItsIdsAndHashes() throws Exception {
        var store = new FolderStore(folder.resolve("store"));
        var likes = new PlantedShop(3, BEGIN).likes(4);
        var archive = new DatasetArchive(store);

        for (int time = 0; time < 2; time++) {
            var work = Files.createDirectories(folder.resolve("kept-" + time));
            var dataset = build(List.of(likes), DEFAULTS, Optional.empty(), work);
            archive.keep(dataset, work);
            assertThat(store.list("datasets")).containsExactly(dataset.version());
            assertThat(store.list("datasets/" + dataset.version()))
                    .containsExactly(
                            "items.parquet",
                            "items.txt",
                            "manifest.json",
                            "pairs.parquet",
                            "profile.json",
                            "texts.jsonl",
                            "users.parquet",
                            "users.txt");
        }
    }

    private InteractionRecorded did(String user, String item, Action action, @Nullable Double rating, int second) {
        return new InteractionRecorded(
                "d" + events++, "default", BEGIN.plusSeconds(second), user, item, action, rating, null, null);
    }

    private Dataset build(
            List<? extends List<? extends InteractionEvent>> segments,
            DatasetConfig config,
            Optional<Instant> incumbent)
            throws Exception {
        return build(segments, config, incumbent, Files.createDirectories(folder.resolve("work-" + lakes)));
    }

    private Dataset build(
            List<? extends List<? extends InteractionEvent>> segments,
            DatasetConfig config,
            Optional<Instant> incumbent,
            Path work)
            throws Exception {
        var lake = new Lake(folder.resolve("lake-" + lakes++));
        long next = 0;
        for (var segment : segments) {
            LakeFixture.append(lake, next, segment);
            next += segment.size();
        }
        return new DatasetBuilder(lake, config).build(new DatasetBuilder.Request("default", incumbent, 100), work);
    }
}
