package io.recloop.alert.watch;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.alert.AlertStack;
import io.recloop.alert.AlertTables;
import io.recloop.alert.Alerts;
import io.recloop.alert.FixedRouting;
import io.recloop.alert.SettableClock;
import io.recloop.alert.delivery.ChannelService;
import io.recloop.alert.http.BoundedHttp;
import io.recloop.alert.incidents.TestIncidents;
import io.recloop.alert.notifications.DeliveryQueue;
import io.recloop.alert.routing.Routes;
import io.recloop.contracts.events.Severity;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AlertTables.ByHand.class)
@QuarkusTestResource(AlertStack.class)
class WatchTest {
    private final SettableClock clock = new SettableClock(Clock.systemUTC().instant());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private WireMockServer outside;

    @BeforeEach
    void start() {
        AlertTables.clear();
        QuarkusTransaction.requiringNew().run(() -> AlertTables.bean(EntityManager.class)
                .createNativeQuery("truncate alert.watch")
                .executeUpdate());
        outside = new WireMockServer(wireMockConfig().dynamicPort());
        outside.start();
        outside.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(200)));
    }

    @AfterEach
    void stop() {
        outside.stop();
    }

    @Test
    void theHeartbeatIsCalledOnItsScheduleWhileAllIsWell() {
        var heartbeat = heartbeat();

        heartbeat.tick();
        heartbeat.tick();
        assertThat(beats()).as("not before its time").isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        heartbeat.tick();

        assertThat(beats()).isEqualTo(2);
        assertThat(meters.get("recloop.alert.heartbeat.last.timestamp.seconds")
                        .gauge()
                        .value())
                .isEqualTo(clock.instant().getEpochSecond());
    }

    @Test
    void theHeartbeatStopsWhileNotificationsAreNotEvenTried() {
        TestIncidents.with(new Routes(FixedRouting.with(Map.of())), clock)
                .apply(Alerts.about("stuck").raised("stuck/1", Severity.CRITICAL, clock.instant()));
        clock.advance(Duration.ofMinutes(6));

        heartbeat().tick();

        assertThat(beats()).isZero();
    }

    @Test
    void ofManyReplicasOneTakesEachTurn() {
        var one = new WatchTurns(AlertTables.bean(EntityManager.class), clock);
        var other = new WatchTurns(AlertTables.bean(EntityManager.class), clock);

        assertThat(one.take("canary", Duration.ofMinutes(5))).isTrue();
        assertThat(other.take("canary", Duration.ofMinutes(5))).isFalse();
        clock.advance(Duration.ofMinutes(5));
        assertThat(other.take("canary", Duration.ofMinutes(5))).isTrue();
    }

    @Test
    void aCanaryGoesThroughEveryChannelAndItsRoundTripIsMeasured() {
        var canary = new Canary(
                config(Map.of("recloop.alert.watch.canary-every", "5m")),
                new WatchTurns(AlertTables.bean(EntityManager.class), clock),
                AlertTables.bean(ChannelService.class),
                meters,
                clock);

        canary.tick();
        canary.tick();

        var log = meters.get("recloop.alert.canary.duration")
                .tag("channel", "log")
                .timer();
        assertThat(log.count()).isEqualTo(1);
        assertThat(log.getId().getTag("outcome")).isEqualTo("delivered");
    }

    private Heartbeat heartbeat() {
        var config = config(Map.of("recloop.alert.watch.heartbeat-url", outside.url("/beat")));
        var vitality = new Vitality(
                AlertTables.bean(SmallRyeHealthReporter.class), AlertTables.bean(DeliveryQueue.class), config, clock);
        return new Heartbeat(config, vitality, AlertTables.bean(BoundedHttp.class), meters, clock);
    }

    private int beats() {
        return outside.findAll(getRequestedFor(anyUrl())).size();
    }

    private static WatchConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(WatchConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(WatchConfig.class);
    }
}
