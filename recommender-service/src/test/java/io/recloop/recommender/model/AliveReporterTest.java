package io.recloop.recommender.model;

import static io.recloop.recommender.stack.ApiCalls.awaitReady;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ReplicaAlive;
import io.recloop.kit.topics.EventSender;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.SyntheticModel;
import io.recloop.recommender.stack.Watch;
import io.recloop.recommender.topics.TopicsConfig;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AliveReporterTest.EachSecond.class)
@WithTestResource(Stack.class)
class AliveReporterTest {
    public static final class EachSecond implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("recloop.recommender.model.alive-every", "1s");
        }
    }

    @Inject
    Models models;

    @Inject
    SmallRyeHealthReporter health;

    @Inject
    EventSender sender;

    @Inject
    TopicsConfig config;

    @Test
    void saysAgainAndAgainWhatItServes() {
        awaitReady();
        try (var shop = new Shop("alive");
                var watch = new Watch(Topic.MODEL_STATUS)) {
            shop.serve(new SyntheticModel(500, 20, 50, 8), 3, shop.endOfInteractions());

            var first = watch.await(ReplicaAlive.class, alive -> isOf(shop, alive) && alive.generation() == 3);
            assertThat(first.instance()).isEqualTo("recommender-test");
            assertThat(first.modelId()).isEqualTo("als-alive-3");
            assertThat(first.ready()).isTrue();
            assertThat(first.stopping()).isFalse();
            assertThat(first.started()).isBefore(first.occurredAt());
            watch.await(
                    ReplicaAlive.class,
                    alive -> isOf(shop, alive) && alive.occurredAt().isAfter(first.occurredAt()));
        }
    }

    @Test
    void isThereAlsoForATenantWhoseModelWasRefused() throws IOException {
        awaitReady();
        try (var shop = new Shop("alive-without");
                var watch = new Watch(Topic.MODEL_STATUS)) {
            var announced = new SyntheticModel(501, 20, 50, 8).store(shop, 1, shop.endOfInteractions());
            shop.store().delete("models/als-alive-without-1");
            shop.write(Topic.MODEL_PUBLISHED, announced);

            var alive = watch.await(ReplicaAlive.class, said -> isOf(shop, said));
            assertThat(alive.generation()).isZero();
            assertThat(alive.modelId()).isNull();
        }
    }

    @Test
    void saysThatItStopsBeforeItIsGone() {
        awaitReady();
        try (var shop = new Shop("alive-stopping");
                var watch = new Watch(Topic.MODEL_STATUS)) {
            shop.serve(new SyntheticModel(502, 20, 50, 8), 1, shop.endOfInteractions());
            var reporter = new AliveReporter(models, health, sender, Clock.systemUTC(), config);

            reporter.stop(new ShutdownEvent());

            var last = watch.await(ReplicaAlive.class, alive -> isOf(shop, alive) && alive.stopping());
            assertThat(last.ready()).isFalse();
            assertThat(last.modelId()).isEqualTo("als-alive-stopping-1");
        }
    }

    private static boolean isOf(Shop shop, ReplicaAlive alive) {
        return alive.tenant().equals(shop.tenant());
    }
}
