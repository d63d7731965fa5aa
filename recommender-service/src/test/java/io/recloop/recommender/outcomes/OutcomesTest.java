package io.recloop.recommender.outcomes;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.OutcomeObserved;
import io.recloop.contracts.events.Strategy;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.SyntheticModel;
import io.recloop.recommender.stack.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stack.class)
class OutcomesTest {
    private static final int ITEMS = 50;

    private final SyntheticModel planted = new SyntheticModel(77, 20, ITEMS, 8);

    @Test
    void aYesIsRankedAsTheModelSawItBeforeAndOnlyOnce() {
        try (var shop = serving("outcomes-yes");
                var watch = new Watch(Topic.OUTCOMES)) {
            int first = notHad(3)[4];
            var yes = observe(shop, "u3", "i" + first, Action.PURCHASE, null);
            var outcome = outcomeOf(watch, yes);
            assertThat(outcome.modelId()).isEqualTo("als-outcomes-yes-1");
            assertThat(outcome.strategy()).isEqualTo(Strategy.PERSONALIZED);
            assertThat(outcome.user()).isEqualTo("u3");
            assertThat(outcome.item()).isEqualTo("i" + first);
            assertThat(outcome.action()).isEqualTo(Action.PURCHASE);
            assertThat(outcome.rank()).isEqualTo(rank(planted.user(3), first, notHad(3)));
            assertThat(outcome.ranked()).isEqualTo(ITEMS - planted.had(3).length);
            assertThat(outcome.hit10()).isEqualTo(outcome.rank() <= 10);
            assertThat(outcome.rating()).isNull();

            // The same event again, and another yes to the same item: nothing new was foretold.
            shop.write(Topic.INTERACTIONS, yes);
            observe(shop, "u3", "i" + first, Action.LIKE, null);
            // What it has learnt counts for the next.
            int second = notHad(3)[7];
            var next = outcomeOf(watch, observe(shop, "u3", "i" + second, Action.CLICK, null));
            assertThat(next.strategy()).isEqualTo(Strategy.FOLDED_IN);
            assertThat(next.ranked()).isEqualTo(ITEMS - planted.had(3).length - 1);
            assertThat(ofTenant(watch, shop)).hasSize(2);
        }
    }

    @Test
    void aRatingIsAnOutcomeToEvenWhereItDoesNotSayYes() {
        try (var shop = serving("outcomes-ratings");
                var watch = new Watch(Topic.OUTCOMES)) {
            var no = outcomeOf(watch, observe(shop, "u4", "i" + notHad(4)[0], Action.RATING, 2.0));
            assertThat(no.rating()).isEqualTo(2);
            assertThat(no.hit10()).isNull();
            assertThat(no.rank()).isPositive();
            assertThat(no.predictedRating()).isNull();
            var yes = outcomeOf(watch, observe(shop, "u4", "i" + notHad(4)[1], Action.RATING, 5.0));
            assertThat(yes.hit10()).isNotNull();

            // Fifty ratings of the model are enough to say what the next will be.
            OutcomeObserved last = yes;
            for (int user = 5; user < 18; user++) {
                for (int i = 0; i < 4; i++) {
                    last = outcomeOf(watch, observe(shop, "u" + user, "i" + notHad(user)[i], Action.RATING, 3.5));
                }
            }
            assertThat(last.predictedRating()).isBetween(3.0, 4.0);
        }
    }

    @Test
    void anUnknownUserIsRankedByPopularityAndAnUnknownItemNotAtAll() {
        try (var shop = serving("outcomes-unknown");
                var watch = new Watch(Topic.OUTCOMES)) {
            var unknownUser = outcomeOf(watch, observe(shop, "stranger", "i0", Action.CLICK, null));
            assertThat(unknownUser.strategy()).isEqualTo(Strategy.POPULAR);
            assertThat(unknownUser.ranked()).isEqualTo(ITEMS);
            var unknownItem = outcomeOf(watch, observe(shop, "u5", "brand-new", Action.CLICK, null));
            assertThat(unknownItem.rank()).isZero();
            assertThat(unknownItem.hit10()).isFalse();
        }
    }

    @Test
    void viewsAndWhatHappenedLongAgoOrBeforeThereWasAModelHaveNoOutcome() {
        try (var shop = new Shop("outcomes-none");
                var watch = new Watch(Topic.OUTCOMES)) {
            double before = counted("no-model");
            observe(shop, "u1", "i1", Action.CLICK, null);
            await().until(() -> counted("no-model") > before);
            shop.serve(planted, 1, shop.endOfInteractions());
            double old = counted("old");
            shop.write(
                    Topic.INTERACTIONS,
                    new InteractionRecorded(
                            UUID.randomUUID().toString(),
                            shop.tenant(),
                            Instant.now().minus(Duration.ofHours(2)),
                            "u2",
                            "i" + notHad(2)[0],
                            Action.PURCHASE,
                            null,
                            null,
                            null));
            await().until(() -> counted("old") > old);
            observe(shop, "u2", "i" + notHad(2)[1], Action.VIEW, null);
            // A view before does not hide what is said of the item later.
            outcomeOf(watch, observe(shop, "u2", "i" + notHad(2)[1], Action.PURCHASE, null));
            assertThat(ofTenant(watch, shop)).hasSize(1);
        }
    }

    private Shop serving(String tenant) {
        var shop = new Shop(tenant);
        shop.serve(planted, 1, shop.endOfInteractions());
        return shop;
    }

    private static InteractionRecorded observe(Shop shop, String user, String item, Action action, Double rating) {
        var event = new InteractionRecorded(
                UUID.randomUUID().toString(), shop.tenant(), Instant.now(), user, item, action, rating, null, null);
        shop.write(Topic.INTERACTIONS, event);
        return event;
    }

    private static OutcomeObserved outcomeOf(Watch watch, InteractionRecorded event) {
        return watch.await(
                OutcomeObserved.class, outcome -> outcome.interactionId().equals(event.eventId()));
    }

    private static List<OutcomeObserved> ofTenant(Watch watch, Shop shop) {
        return watch.seen().stream()
                .filter(OutcomeObserved.class::isInstance)
                .map(OutcomeObserved.class::cast)
                .filter(outcome -> outcome.tenant().equals(shop.tenant()))
                .toList();
    }

    private int[] notHad(int user) {
        var had = planted.had(user);
        return IntStream.range(0, ITEMS)
                .filter(row -> Arrays.binarySearch(had, row) < 0)
                .toArray();
    }

    private int rank(float[] user, int item, int[] among) {
        double own = planted.score(user, item);
        return 1
                + (int) Arrays.stream(among)
                        .filter(row -> planted.score(user, row) > own)
                        .count();
    }

    private static double counted(String result) {
        return get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("recloop_outcomes_total{result=\"" + result + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
