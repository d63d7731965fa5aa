package io.recloop.local.demo;

import io.recloop.local.client.Role;
import io.recloop.local.client.RunningStack;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.Service;
import io.recloop.simulator.ShopSimulation;
import io.recloop.simulator.live.LivePlan;
import io.recloop.simulator.outlets.HttpRecommender;
import io.recloop.simulator.outlets.KafkaSink;
import io.recloop.simulator.shop.ShopPlan;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/// The whole story, once.
final class Demo {
    private static final String TENANT = "default";
    private static final int USERS = 2_000;
    private static final int ITEMS = 800;
    private static final long INTERACTIONS = 120_000;
    private static final double LISTS_A_SECOND = 30;
    private static final double ORGANIC_VISITS_PER_LIST = 5;

    /// What one list and the organic visits beside it leave on average, measured.
    private static final double INTERACTIONS_PER_LIST = 7.1;

    /// The past is as busy as the present will be.
    private static final Duration SPAN =
            Duration.ofSeconds(Math.round(INTERACTIONS / (LISTS_A_SECOND * INTERACTIONS_PER_LIST)));

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final DemoStack stack;
    private final DemoFolder folder;
    private final long seed;
    private final Patience patience;
    private final Story story;

    Demo(DemoStack stack, DemoFolder folder, long seed, Patience patience, Story story) {
        this.stack = stack;
        this.folder = folder;
        this.seed = seed;
        this.patience = patience;
        this.story = story;
    }

    /// Tells the story; how far it came is in [Story#complete()].
    void play(Clock clock) throws InterruptedException {
        try {
            start();
            var running = RunningStack.on(folder.dataDir());
            var client = running.token(Role.CLIENT, TENANT);
            var operator = running.token(Role.OPERATOR, TENANT);
            try (var json = new Json(running::url, () -> operator);
                    var sink = new KafkaSink(running.bootstrapServers(), "");
                    var recommender = new HttpRecommender(running.url(Service.RECOMMENDER), () -> client, ANSWER)) {
                tell(new Loop(json), sink, recommender, clock);
            }
        } catch (NotSeenException | IOException | LocalFailure e) {
            story.ended(String.valueOf(e.getMessage()));
        }
    }

    private void start() throws NotSeenException, InterruptedException {
        long before = System.nanoTime();
        var state = stack.start(patience, START, line -> story.say("   " + line));
        story.seen(
                Step.STACK,
                "%d processes ready after %.1f s"
                        .formatted(state.components().size() + 1, (System.nanoTime() - before) / 1e9));
    }

    private void tell(Loop loop, KafkaSink sink, HttpRecommender recommender, Clock clock)
            throws NotSeenException, InterruptedException, IOException {
        var shop = new ShopSimulation(ShopPlan.of(seed, USERS, ITEMS).forTenant(TENANT), sink, clock);
        var opening = new Opening(loop, patience, story);
        opening.loadShop(shop, SPAN, INTERACTIONS);
        var plan = LivePlan.atRate(LISTS_A_SECOND).withOrganicPerVisit(ORGANIC_VISITS_PER_LIST);
        try (var live = shop.live(plan, recommender)) {
            // The shop does not wait for its first model: until then everybody is shown what is popular.
            live.start();
            opening.train();
            var withoutModel = live.figures();
            opening.recommend(shop.shop().visitors().get(6).id());
            var traffic = new Traffic(live, patience, story);
            new Turn(loop, opening, traffic, new Turn.Telling(patience, story, clock)).play(withoutModel);
            var total = live.stop();
            story.say("   in all %d lists shown, %d requests failed, %d visitors turned away"
                    .formatted(total.lists(), total.failures(), total.turnedAway()));
        }
    }
}
