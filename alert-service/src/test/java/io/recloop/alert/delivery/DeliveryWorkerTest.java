package io.recloop.alert.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.recloop.alert.Alerts.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
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
import io.recloop.alert.channels.LogChannel;
import io.recloop.alert.channels.TestChannels;
import io.recloop.alert.incidents.Incidents;
import io.recloop.alert.incidents.TestIncidents;
import io.recloop.alert.notifications.DeliveryLane;
import io.recloop.alert.notifications.DeliveryQueue;
import io.recloop.alert.notifications.LeaseTerms;
import io.recloop.alert.notifications.NotificationView;
import io.recloop.alert.notifications.NotificationView.Attempt;
import io.recloop.alert.routing.ChannelType;
import io.recloop.alert.routing.Routes;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.Severity;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AlertTables.ByHand.class)
@QuarkusTestResource(AlertStack.class)
class DeliveryWorkerTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final SettableClock clock = new SettableClock(T0);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Alerts alerts = Alerts.about(UUID.randomUUID().toString());
    private WireMockServer receiver;
    private FixedRouting.Hook hook;

    @BeforeEach
    void start() {
        AlertTables.clear();
        receiver = new WireMockServer(wireMockConfig().dynamicPort());
        receiver.start();
        hook = FixedRouting.Hook.at(receiver.url("/hook")).signedWith(SECRET);
    }

    @AfterEach
    void stop() {
        receiver.stop();
    }

    @Test
    void postsASignedNoticeUnderAStableId() throws Exception {
        answer(200);
        raise("1", Severity.CRITICAL);

        assertThat(deliverNext(webhook())).isTrue();
        assertThat(deliverNext(webhook())).as("nothing is left").isFalse();

        var request = requests().getFirst();
        var id = request.getHeader("webhook-id");
        assertThat(id).isEqualTo(only().id().toString());
        assertThat(request.getHeader("webhook-timestamp")).isEqualTo(Long.toString(T0.getEpochSecond()));
        assertThat(request.getHeader("webhook-signature"))
                .isEqualTo(TestChannels.signature(SECRET, id, T0.getEpochSecond(), request.getBodyAsString()));
        var notice = EventCodec.JSON.readTree(request.getBodyAsString());
        assertThat(notice.at("/type").asText()).isEqualTo("incident.fired");
        assertThat(notice.at("/data/severity").asText()).isEqualTo("critical");
        assertThat(notice.at("/data/fingerprint").asText()).isEqualTo(alerts.fingerprint());
        assertThat(notice.at("/data/summary").asText()).isEqualTo("CTR fell");
        assertThat(only().state()).isEqualTo("DELIVERED");
    }

    @Test
    void failuresAreRetriedAcrossRestartsUntilOneSuccess() {
        answer(500, 503, 200);
        raise("1", Severity.CRITICAL);

        assertThat(deliverNext(webhook())).isTrue();
        assertThat(deliverNext(webhook())).as("not before its pause is over").isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(deliverNext(webhook())).isTrue();
        clock.advance(Duration.ofSeconds(4));
        assertThat(deliverNext(webhook())).isTrue();
        clock.advance(Duration.ofDays(1));
        assertThat(deliverNext(webhook())).isFalse();

        assertThat(requests())
                .extracting(request -> request.getHeader("webhook-id"))
                .hasSize(3)
                .containsOnly(only().id().toString());
        assertThat(requests())
                .extracting(LoggedRequest::getBodyAsString)
                .as("the same bytes each time")
                .hasSize(3)
                .satisfies(bodies -> assertThat(Set.copyOf(bodies)).hasSize(1));
        assertThat(only().attempts()).extracting(Attempt::outcome).containsExactly("RETRY", "RETRY", "DELIVERED");
        assertThat(only().attempts()).extracting(Attempt::httpStatus).containsExactly(500, 503, 200);
        assertThat(only().attempts()).noneMatch(Attempt::possibleDuplicate);
    }

    @Test
    void aKillAfterTheSendIsAMarkedPossibleDuplicateAndNoLoss() {
        answer(200);
        raise("1", Severity.CRITICAL);
        // What a killed process leaves behind: the request is out, the attempt is not known to have ended.
        var killed = queue().lease(
                        DeliveryLane.FRESH,
                        "oncall",
                        new LeaseTerms("killed", Duration.ofSeconds(60), clock.instant()),
                        1)
                .getFirst();
        webhook().channel().send(killed);

        clock.advance(Duration.ofSeconds(59));
        assertThat(deliverNext(webhook())).as("the lease holds").isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(deliverNext(webhook())).isTrue();

        assertThat(only().state()).isEqualTo("DELIVERED");
        assertThat(only().attempts()).extracting(Attempt::outcome).containsExactly("STARTED", "DELIVERED");
        assertThat(only().attempts()).extracting(Attempt::possibleDuplicate).containsExactly(false, true);
        assertThat(meters.counter("recloop.alert.possible.duplicates", "channel", "oncall")
                        .count())
                .isEqualTo(1);
        assertThat(requests())
                .extracting(request -> request.getHeader("webhook-id"))
                .hasSize(2)
                .containsOnly(only().id().toString());
    }

    @Test
    void anAnswerThatNeverComesMayHaveArrived() {
        receiver.stubFor(post(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        raise("1", Severity.CRITICAL);
        deliverNext(webhook());
        receiver.resetMappings();
        answer(200);

        clock.advance(Duration.ofSeconds(2));
        deliverNext(webhook());

        assertThat(only().attempts()).extracting(Attempt::outcome).containsExactly("UNKNOWN", "DELIVERED");
        assertThat(only().attempts()).extracting(Attempt::possibleDuplicate).containsExactly(false, true);
    }

    @Test
    void aReceiverThatIsTooSlowIsNotWaitedFor() {
        receiver.stubFor(post(anyUrl()).willReturn(aResponse().withFixedDelay(3_000)));
        raise("1", Severity.CRITICAL);

        deliverNext(target(hook.within(Duration.ofMillis(200))));

        assertThat(only().attempts()).extracting(Attempt::outcome).containsExactly("UNKNOWN");
        assertThat(only().lastError()).contains("no answer within");
    }

    @Test
    void anAnswerThatNeverEndsHoldsNothingUp() {
        receiver.stubFor(post(anyUrl())
                .willReturn(aResponse().withBody("x".repeat(10_000)).withChunkedDribbleDelay(100, 60_000)));
        raise("1", Severity.CRITICAL);

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> deliverNext(webhook()));

        assertThat(only().attempts()).extracting(Attempt::outcome).containsExactly("DELIVERED");
    }

    @Test
    void aReceiverThatIsDeployedForMinutesStillGetsItsNotification() {
        answer(404, 401, 404, 200);
        raise("1", Severity.CRITICAL);

        for (int second = 0; second < 30 * 60; second += 10) {
            deliverNext(webhook());
            clock.advance(Duration.ofSeconds(10));
        }

        assertThat(only().state()).isEqualTo("DELIVERED");
        assertThat(only().attempts())
                .extracting(Attempt::outcome)
                .containsExactly("REFUSED", "REFUSED", "REFUSED", "DELIVERED");
    }

    @Test
    void aReceiverThatIsAwayWasNotTold() {
        raise("1", Severity.CRITICAL);
        receiver.stop();

        deliverNext(webhook());

        assertThat(only().attempts()).extracting(Attempt::outcome).containsExactly("RETRY");
        assertThat(only().lastError()).isEqualTo("cannot connect");
    }

    @Test
    void theReceiverSaysWhenToComeBack() {
        receiver.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "120")));
        raise("1", Severity.CRITICAL);

        deliverNext(webhook());

        assertThat(only().nextAttemptAt()).isEqualTo(T0.plusSeconds(120));
    }

    @Test
    void theReceiverMaySayItAsADate() {
        receiver.stubFor(post(anyUrl())
                .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "Sat, 21 Nov 2026 10:05:00 GMT")));
        raise("1", Severity.CRITICAL);

        deliverNext(webhook());

        assertThat(only().nextAttemptAt()).isEqualTo(T0.plus(Duration.ofMinutes(5)));
    }

    @Test
    void aRefusalIsGivenUpAfterAFewTriesOnceTheIncidentHasEndedAndTheLogSpeaks() {
        answer(404);
        raise("1", Severity.CRITICAL);
        endWithoutNotification();

        for (int i = 0; i < 5; i++) {
            assertThat(deliverNext(webhook())).isTrue();
            clock.advance(Duration.ofMinutes(40));
        }

        assertThat(only().state()).isEqualTo("DEAD");
        assertThat(only().lastError()).isEqualTo("HTTP 404, refused 5 times");
        assertThat(only().attempts())
                .extracting(Attempt::outcome)
                .containsOnly("REFUSED")
                .hasSize(5);
        assertThat(meters.counter("recloop.alert.dead.letters", "channel", "oncall")
                        .count())
                .isEqualTo(1);
        var fallback = notifications().stream()
                .filter(notification -> "oncall".equals(notification.fallbackFor()))
                .toList();
        assertThat(fallback).singleElement().satisfies(notification -> {
            assertThat(notification.channel()).isEqualTo("log");
            assertThat(notification.state()).isEqualTo("PENDING");
        });
        while (deliverNext(logTarget())) {
            // until the log has nothing left
        }
        assertThat(notifications())
                .filteredOn(n -> n.channel().equals("log"))
                .extracting(NotificationView::state)
                .hasSize(2)
                .containsOnly("DELIVERED");
        assertThat(alarms()).as("what was given up is an alert itself").isEqualTo(1);
    }

    @Test
    void aRefusalIsTriedForAsLongAsTheIncidentLives() {
        answer(404);
        raise("1", Severity.CRITICAL);

        for (int i = 0; i < 20; i++) {
            assertThat(deliverNext(webhook())).isTrue();
            clock.advance(Duration.ofMinutes(40));
        }

        assertThat(only().state()).isEqualTo("PENDING");
        assertThat(alarms()).isZero();
    }

    @Test
    void theFallbackIsNotifiedOnceWhileTheRetriesGoOn() {
        answer(500, 500, 200);
        raise("1", Severity.CRITICAL);
        deliverNext(webhook());
        clock.advance(Duration.ofMinutes(11));

        assertThat(worker().fallBackOverdue(webhook())).isTrue();
        assertThat(worker().fallBackOverdue(webhook())).as("once").isFalse();

        assertThat(notifications())
                .filteredOn(n -> "oncall".equals(n.fallbackFor()))
                .extracting(NotificationView::channel)
                .containsExactly("log");
        deliverNext(webhook());
        clock.advance(Duration.ofMinutes(11));
        deliverNext(webhook());
        assertThat(only().state()).isEqualTo("DELIVERED");
    }

    @Test
    void aNewIncidentDoesNotWaitBehindRetries() {
        answer(500, 500, 500, 200);
        for (int i = 0; i < 3; i++) {
            incidents()
                    .apply(Alerts.about(alerts.label() + i).raised(alerts.label() + "/r" + i, Severity.CRITICAL, T0));
            deliverNext(webhook());
        }
        clock.advance(Duration.ofMinutes(1));
        raise("new", Severity.CRITICAL);

        deliverNext(webhook());

        var told = requests().getLast().getBodyAsString();
        assertThat(told).contains(alerts.fingerprint());
    }

    @Test
    void anAddressInsideTheOwnNetworkIsRefused() {
        answer(200);
        raise("1", Severity.CRITICAL);
        var channel = TestChannels.publicOnly(clock).create("oncall", hook);

        worker().lease("oncall", DeliveryLane.FRESH, 1).forEach(leased -> worker().deliver(
                        new DeliveryTarget(channel, ChannelType.WEBHOOK, ChannelLimits.of("oncall", hook)), leased));

        assertThat(requests()).isEmpty();
        assertThat(only().attempts()).extracting(Attempt::outcome).containsExactly("REFUSED");
        assertThat(only().lastError()).contains("inside the own network");
    }

    @Test
    void theEndIsNotToldBeforeTheBeginning() {
        answer(500, 200, 200);
        raise("1", Severity.CRITICAL);
        incidents().apply(alerts.resolved(alerts.label() + "/2", T0.plusSeconds(10)));

        assertThat(deliverNext(webhook())).isTrue();
        assertThat(deliverNext(webhook())).as("the resolve waits for its fired").isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(deliverNext(webhook())).isTrue();
        assertThat(deliverNext(webhook())).isTrue();

        assertThat(requests())
                .extracting(request -> EventCodec.JSON
                        .readTree(request.getBodyAsString())
                        .path("type")
                        .asText())
                .containsExactly("incident.fired", "incident.fired", "incident.resolved");
    }

    @Test
    void manyReplicasSendEachNotificationOnce() throws Exception {
        answer(200);
        for (int i = 0; i < 30; i++) {
            incidents().apply(Alerts.about(alerts.label() + i).raised(alerts.label() + "/" + i, Severity.CRITICAL, T0));
        }
        var barrier = new CyclicBarrier(4);
        Callable<Integer> replica = () -> {
            barrier.await();
            int sent = 0;
            while (deliverNext(webhook())) {
                sent++;
            }
            return sent;
        };
        try (var executor = Executors.newFixedThreadPool(4)) {
            int sent = 0;
            for (var result : executor.invokeAll(List.of(replica, replica, replica, replica))) {
                sent += result.get();
            }
            assertThat(sent).isEqualTo(30);
        }
        assertThat(requests())
                .extracting(request -> request.getHeader("webhook-id"))
                .hasSize(30)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatWaitsForAChannelThatIsGoneIsLeftToTheLog() {
        raise("1", Severity.CRITICAL);

        worker().abandonAllBut(Set.of("log"));

        assertThat(only().state()).isEqualTo("DEAD");
        assertThat(notifications())
                .filteredOn(n -> "oncall".equals(n.fallbackFor()))
                .hasSize(1);
    }

    /// A new worker each time: nothing may live in memory.
    private DeliveryWorker worker() {
        return new DeliveryWorker(
                queue(),
                FixedDelivery.DEFAULTS,
                new DeliveryMeters(meters),
                AlertTables.bean(DeliveryAlarms.class),
                clock);
    }

    /// @return whether there was one
    private boolean deliverNext(DeliveryTarget target) {
        var worker = worker();
        for (var lane : DeliveryLane.values()) {
            for (var leased : worker.lease(target.name(), lane, 1)) {
                worker.deliver(target, leased);
                return true;
            }
        }
        return false;
    }

    private static DeliveryQueue queue() {
        return AlertTables.bean(DeliveryQueue.class);
    }

    private DeliveryTarget webhook() {
        return target(hook);
    }

    private DeliveryTarget target(FixedRouting.Hook configured) {
        var channel = TestChannels.factory(clock).create("oncall", configured);
        return new DeliveryTarget(channel, configured.type(), ChannelLimits.of("oncall", configured));
    }

    private static DeliveryTarget logTarget() {
        return new DeliveryTarget(new LogChannel("log"), ChannelType.LOG, ChannelLimits.OF_LOG);
    }

    private Incidents incidents() {
        var routes = new Routes(FixedRouting.with(Map.of("oncall", hook)));
        return TestIncidents.with(routes, clock);
    }

    /// As an operator's statement would: nobody is notified of it.
    private void endWithoutNotification() {
        QuarkusTransaction.requiringNew().run(() -> AlertTables.bean(EntityManager.class)
                .createNativeQuery("update alert.incident set status = 'resolved', resolved_at = :at")
                .setParameter("at", T0)
                .executeUpdate());
    }

    /// Alarms about deliveries that are on.
    private static long alarms() {
        return QuarkusTransaction.requiringNew().call(() -> (Long) AlertTables.bean(EntityManager.class)
                .createNativeQuery(
                        "select count(*) from alert.alert_state where active and rule = 'alert-delivery-failed'",
                        Long.class)
                .getSingleResult());
    }

    private void raise(String event, Severity severity) {
        incidents().apply(alerts.raised(alerts.label() + "/" + event, severity, T0));
    }

    /// One status after another; the last for ever.
    private void answer(int... statuses) {
        receiver.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(statuses[statuses.length - 1])));
        for (int i = 0; i < statuses.length - 1; i++) {
            receiver.stubFor(post(anyUrl())
                    .inScenario("answers")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "answer " + i)
                    .willReturn(aResponse().withStatus(statuses[i]))
                    .willSetStateTo("answer " + (i + 1)));
        }
    }

    private List<LoggedRequest> requests() {
        return receiver.findAll(postRequestedFor(anyUrl()));
    }

    private List<NotificationView> notifications() {
        var archive = TestIncidents.archive(clock);
        return archive.list("default", "all", null, 10, 0).incidents().stream()
                .flatMap(incident -> archive.story("default", incident.id()).orElseThrow().notifications().stream())
                .toList();
    }

    private NotificationView only() {
        var toOncall = notifications().stream()
                .filter(n -> n.channel().equals("oncall"))
                .toList();
        assertThat(toOncall).hasSize(1);
        return toOncall.getFirst();
    }
}
