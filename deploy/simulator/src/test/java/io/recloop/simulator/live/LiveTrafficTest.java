package io.recloop.simulator.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.ItemUpserted;
import io.recloop.simulator.ShopSimulation;
import io.recloop.simulator.outlets.AskFailedException;
import io.recloop.simulator.outlets.EventSink;
import io.recloop.simulator.outlets.FakeRecommender;
import io.recloop.simulator.outlets.Gathered;
import io.recloop.simulator.outlets.HttpRecommender;
import io.recloop.simulator.outlets.Recommender;
import io.recloop.simulator.shop.Item;
import io.recloop.simulator.shop.Shop;
import io.recloop.simulator.shop.ShopPlan;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LiveTrafficTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final ShopPlan PLAN = ShopPlan.of(42, 400, 300);
    private static final LivePlan BUSY = LivePlan.atRate(500);

    private final Gathered events = new Gathered();
    private final ShopSimulation simulation = new ShopSimulation(PLAN, events, CLOCK);

    @Test
    void theSameSeedAndTheSameAnswersGiveTheSameClicks() throws Exception {
        var other = new Gathered();
        var first = simulation.live(BUSY, popular()).playing(new Scenario.TasteShift(Duration.ofSeconds(1), 0.5));
        var second = new ShopSimulation(PLAN, other, CLOCK)
                .live(BUSY, popular())
                .playing(new Scenario.TasteShift(Duration.ofSeconds(1), 0.5));
        var figures = first.play(1_500);
        var again = second.play(1_500);
        first.close();
        second.close();
        assertThat(other.events()).isEqualTo(events.events());
        assertThat(again.clicked()).isEqualTo(figures.clicked()).isPositive();
        assertThat(again.ideal()).isEqualTo(figures.ideal());
        assertThat(figures.asked()).isEqualTo(1_500);
    }

    @Test
    void visitorsComeOverHttpAtTheRateOfThePlan() throws Exception {
        try (var fake = FakeRecommender.showing("popular", popularIds());
                var recommender = new HttpRecommender(fake.uri(), () -> "t", Duration.ofSeconds(10))) {
            var intervals = new ArrayList<Figures>();
            var total = simulation
                    .live(LivePlan.atRate(200), recommender)
                    .run(Duration.ofSeconds(2), Duration.ofMillis(500), intervals::add);
            assertThat(fake.asked()).hasSize(Math.toIntExact(total.asked()));
            assertThat(total.asked() / (total.elapsed().toNanos() / 1e9)).isCloseTo(200, within(40.0));
            assertThat(intervals).hasSize(4);
            assertThat(intervals.stream().mapToLong(Figures::asked).sum()).isLessThanOrEqualTo(total.asked());
            assertThat(total.failures()).isZero();
            assertThat(total.fallbackShare()).isEqualTo(1);
            assertThat(total.shownItems()).isEqualTo(10 * total.lists());
            assertThat(total.latencies().millis(0.5))
                    .isPositive()
                    .isLessThanOrEqualTo(total.latencies().millis(0.99));
        }
    }

    @Test
    void aClickCarriesTheRequestThatShowedTheItemToThisUser() throws Exception {
        try (var fake = new FakeRecommender(user -> FakeRecommender.list("for-" + user, "personalized", popularIds()));
                var recommender = new HttpRecommender(fake.uri(), () -> "t", Duration.ofSeconds(10));
                var live = simulation.live(BUSY, recommender)) {
            var figures = live.play(600);
            var led = events.interactions().stream()
                    .filter(event -> event.requestId() != null)
                    .toList();
            assertThat(led).allMatch(event -> ("for-" + event.user()).equals(event.requestId()));
            assertThat(led).extracting(InteractionRecorded::item).isSubsetOf(popularIds());
            assertThat(led.stream().filter(event -> event.action() == Action.CLICK))
                    .hasSize(Math.toIntExact(figures.clicks()));
            assertThat(figures.fallbacks()).isZero();
            assertThat(events.interactions()).hasSize(led.size() + Math.toIntExact(figures.organic()));
        }
    }

    @Test
    void theIdealListsGetTheIdealClickThrough() throws Exception {
        try (var live = simulation.live(BUSY, oracle(simulation.shop()))) {
            var figures = live.play(3_000);
            assertThat(figures.ctr()).isCloseTo(figures.idealCtr(), within(4 * figures.ctrError()));
            assertThat(figures.ofIdeal()).isCloseTo(1, within(4 * figures.ctrError() / figures.idealCtr()));
        }
    }

    @Test
    void aTasteShiftShowsInTheFiguresOfARecommenderThatDoesNotLearn() throws Exception {
        var asItWas = simulation.shop().shelf();
        var people = simulation.shop().visitors().stream().collect(Collectors.toMap(v -> v.id(), v -> v));
        Recommender stale = (user, limit) -> answer(
                asItWas.ideal(people.get(user), limit).stream().map(Item::id).toList());
        var plan = new LivePlan(500, 3, 10, 256, 0, 0);
        try (var live = simulation.live(plan, stale).playing(new Scenario.TasteShift(Duration.ofSeconds(4), 0.8))) {
            var before = live.play(2_000);
            var after = live.play(2_000).minus(before);
            assertThat(before.ofIdeal()).isGreaterThan(0.9);
            assertThat(after.ofIdeal()).isLessThan(0.7);
            assertThat(after.lists()).isEqualTo(2_000);
        }
    }

    @Test
    void aNewCatalogueIsWrittenToTheTopicAtItsTime() throws Exception {
        var plan = new LivePlan(500, 3, 10, 256, 0, 0);
        try (var live =
                simulation.live(plan, popular()).playing(new Scenario.NewCatalogue(Duration.ofSeconds(1), 0.5))) {
            live.play(500);
            assertThat(events.items()).isEmpty();
            live.play(500);
        }
        assertThat(events.items().stream().filter(ItemUpserted::available)).hasSize(135);
        assertThat(events.items().stream().filter(item -> !item.available())).hasSize(135);
        var arrived = events.items().stream()
                .filter(ItemUpserted::available)
                .map(ItemUpserted::item)
                .collect(Collectors.toSet());
        assertThat(events.interactions().stream().map(InteractionRecorded::item))
                .anyMatch(arrived::contains);
    }

    @Test
    void newcomersAndNewItemsComeAsOftenAsPlanned() throws Exception {
        int users = simulation.shop().visitors().size();
        try (var live = simulation.live(new LivePlan(500, 0, 10, 256, 50, 100), popular())) {
            live.play(1_000);
        }
        assertThat(simulation.shop().visitors()).hasSize(users + 20);
        assertThat(events.items()).hasSize(10);
    }

    @Test
    void failuresAreCountedAndNobodyClicksOnNothing() throws Exception {
        var asked = new AtomicLong();
        Recommender shaky = (user, limit) -> {
            if (asked.incrementAndGet() % 4 == 0) {
                throw new AskFailedException("status 500");
            }
            return answer(List.of());
        };
        try (var live = simulation.live(BUSY, shaky)) {
            var figures = live.play(400);
            assertThat(figures.failures()).isEqualTo(100);
            assertThat(figures.failureShare()).isEqualTo(0.25);
            assertThat(figures.empty()).isEqualTo(300);
            assertThat(figures.clicks()).isZero();
        }
    }

    @Test
    void itemsThatTheShopDoesNotKnowAreCounted() throws Exception {
        Recommender lost = (user, limit) -> answer(List.of("item-99999", "item-00001"));
        try (var live = simulation.live(BUSY, lost)) {
            assertThat(live.play(100).strangers()).isEqualTo(100);
        }
    }

    @Test
    void whoCannotBeServedIsTurnedAwayAndTheShopGoesOn() throws Exception {
        var hung = new CountDownLatch(1);
        Recommender stuck = (user, limit) -> {
            try {
                hung.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new AskFailedException("too late");
        };
        var plan = new LivePlan(500, 1, 10, 8, 0, 0);
        var live = simulation.live(plan, stuck).start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> live.figures().turnedAway() > 50 && live.figures().organic() > 50);
        hung.countDown();
        var figures = live.stop();
        assertThat(figures.failures()).isEqualTo(8);
        assertThat(figures.lists()).isZero();
    }

    @Test
    void aShopThatBreaksSaysSoWhenItIsClosed() throws Exception {
        var broken = new ShopSimulation(PLAN, new Refusing(), CLOCK);
        var live = broken.live(BUSY, popular());
        assertThatThrownBy(() -> live.run(Duration.ofSeconds(30), Duration.ofSeconds(30), figures -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the topic is closed");
    }

    @Test
    void closingInTheMiddleOfTheCrowdLosesNobody() throws Exception {
        for (int round = 0; round < 50; round++) {
            var live = simulation
                    .live(new LivePlan(100_000, 0, 10, 100_000, 0, 0), popular())
                    .start();
            await().until(() -> live.figures().asked() > 0);
            var figures = live.stop();
            assertThat(figures.failures()).isZero();
            assertThat(figures.lists()).isEqualTo(figures.asked());
        }
    }

    @Test
    void scenariosHaveNames() {
        assertThat(Scenario.NAMES)
                .allSatisfy(name ->
                        assertThat(Scenario.named(name, Duration.ZERO).name()).isEqualTo(name));
        assertThatThrownBy(() -> Scenario.named("chaos", Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("steady, taste-shift, new-catalogue");
    }

    private Recommender popular() {
        return (user, limit) -> answer(popularIds());
    }

    private List<String> popularIds() {
        return new Shop(PLAN).popular(10).stream().map(Item::id).toList();
    }

    private static Recommender oracle(Shop shop) {
        Function<String, List<Integer>> ideal =
                user -> shop.shelf().ideal(shop.visitors().get(Integer.parseInt(user.substring(5)) - 1), 10);
        return (user, limit) -> answer(ideal.apply(user).stream().map(Item::id).toList());
    }

    private static Recommender.Answer answer(List<String> items) {
        return new Recommender.Answer("r", "m", "personalized", items);
    }

    private static final class Refusing implements EventSink {
        @Override
        public void send(Event event) {
            throw new IllegalStateException("the topic is closed");
        }

        @Override
        public void flush() {}
    }
}
