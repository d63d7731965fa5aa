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
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.alert.AlertStack;
import io.recloop.alert.AlertTables;
import io.recloop.alert.Alerts;
import io.recloop.alert.FixedRouting;
import io.recloop.alert.SettableClock;
import io.recloop.alert.incidents.Incidents;
import io.recloop.alert.incidents.TestIncidents;
import io.recloop.alert.notifications.DeliveryQueue;
import io.recloop.alert.notifications.NotificationView;
import io.recloop.alert.notifications.NotificationView.Attempt;
import io.recloop.alert.routing.Routes;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.Severity;
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

        assertThat(worker().deliverNext(webhook())).isTrue();
        assertThat(worker().deliverNext(webhook())).as("nothing is left").isFalse();

        var request = requests().getFirst();
        var id = request.getHeader("webhook-id");
        assertThat(id).isEqualTo(only().id().toString());
        assertThat(request.getHeader("webhook-timestamp")).isEqualTo(Long.toString(T0.getEpochSecond()));
        assertThat(request.getHeader("webhook-signature"))
                .isEqualTo(new WebhookSignature(SECRET).of(id, T0.getEpochSecond(), request.getBodyAsString()));
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

        // A new worker each time: nothing may live in memory.
        assertThat(worker().deliverNext(webhook())).isTrue();
        assertThat(worker().deliverNext(webhook()))
                .as("not before its pause is over")
                .isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(worker().deliverNext(webhook())).isTrue();
        clock.advance(Duration.ofSeconds(4));
        assertThat(worker().deliverNext(webhook())).isTrue();
        clock.advance(Duration.ofDays(1));
        assertThat(worker().deliverNext(webhook())).isFalse();

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
        var killed = queue().lease("oncall", "killed", Duration.ofSeconds(60), clock.instant())
                .orElseThrow();
        webhook().send(killed);

        clock.advance(Duration.ofSeconds(59));
        assertThat(worker().deliverNext(webhook())).as("the lease holds").isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(worker().deliverNext(webhook())).isTrue();

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
        worker().deliverNext(webhook());
        receiver.resetMappings();
        answer(200);

        clock.advance(Duration.ofSeconds(2));
        worker().deliverNext(webhook());

        assertThat(only().attempts()).extracting(Attempt::outcome).containsExactly("UNKNOWN", "DELIVERED");
        assertThat(only().attempts()).extracting(Attempt::possibleDuplicate).containsExactly(false, true);
    }

    @Test
    void aReceiverThatIsTooSlowIsNotWaitedFor() {
        receiver.stubFor(post(anyUrl()).willReturn(aResponse().withFixedDelay(3_000)));
        raise("1", Severity.CRITICAL);

        worker().deliverNext(Channel.of("oncall", hook.within(Duration.ofMillis(200)), clock));

        assertThat(only().attempts()).extracting(Attempt::outcome).containsExactly("UNKNOWN");
        assertThat(only().lastError()).contains("no answer within");
    }

    @Test
    void anAnswerThatNeverEndsHoldsNothingUp() {
        receiver.stubFor(post(anyUrl())
                .willReturn(aResponse().withBody("x".repeat(10_000)).withChunkedDribbleDelay(100, 60_000)));
        raise("1", Severity.CRITICAL);

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> worker().deliverNext(webhook()));

        assertThat(only().attempts()).extracting(Attempt::outcome).containsExactly("DELIVERED");
    }

    @Test
    void aReceiverThatIsDeployedForMinutesStillGetsItsNotification() {
        answer(404, 401, 404, 200);
        raise("1", Severity.CRITICAL);

        for (int second = 0; second < 30 * 60; second += 10) {
            worker().deliverNext(webhook());
            clock.advance(Duration.ofSeconds(10));
        }

        assertThat(only().state()).isEqualTo("DELIVERED");
        assertThat(only().attempts())
                .extracting(Attempt::outcome)
                .containsExactly("REFUSED", "REFUSED", "REFUSED", "DELIVERED");
    }

    @Test
    void aChannelThatNeverHeardOfTheBeginningIsNotToldOfTheEnd() {
        answer(404);
        raise("1", Severity.CRITICAL);
        while (only().state().equals("PENDING")) {
            worker().deliverNext(webhook());
            clock.advance(Duration.ofMinutes(40));
        }

        incidents().apply(alerts.resolved(alerts.label() + "/2", T0.plusSeconds(10)));

        assertThat(notifications())
                .filteredOn(n -> n.reason().equals("RESOLVED"))
                .extracting(NotificationView::channel)
                .containsExactly("log");
    }

    @Test
    void aReceiverThatIsAwayWasNotTold() {
        raise("1", Severity.CRITICAL);
        receiver.stop();

        worker().deliverNext(webhook());

        assertThat(only().attempts()).extracting(Attempt::outcome).containsExactly("RETRY");
        assertThat(only().lastError()).isEqualTo("cannot connect");
    }

    @Test
    void theReceiverSaysWhenToComeBack() {
        receiver.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "120")));
        raise("1", Severity.CRITICAL);

        worker().deliverNext(webhook());

        assertThat(only().nextAttemptAt()).isEqualTo(T0.plusSeconds(120));
    }

    @Test
    void theReceiverMaySayItAsADate() {
        receiver.stubFor(post(anyUrl())
                .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "Sat, 21 Nov 2026 10:05:00 GMT")));
        raise("1", Severity.CRITICAL);

        worker().deliverNext(webhook());

        assertThat(only().nextAttemptAt()).isEqualTo(T0.plus(Duration.ofMinutes(5)));
    }

    @Test
    void aRefusalIsGivenUpAfterAFewTriesAndTheLogSpeaks() {
        answer(404);
        raise("1", Severity.CRITICAL);

        for (int i = 0; i < 5; i++) {
            assertThat(worker().deliverNext(webhook())).isTrue();
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
        while (worker().deliverNext(new LogChannel("log"))) {
            // until the log has nothing left
        }
        assertThat(notifications())
                .filteredOn(n -> n.channel().equals("log"))
                .extracting(NotificationView::state)
                .hasSize(2)
                .containsOnly("DELIVERED");
    }

    @Test
    void theEndIsNotToldBeforeTheBeginning() {
        answer(500, 200, 200);
        raise("1", Severity.CRITICAL);
        incidents().apply(alerts.resolved(alerts.label() + "/2", T0.plusSeconds(10)));

        assertThat(worker().deliverNext(webhook())).isTrue();
        assertThat(worker().deliverNext(webhook()))
                .as("the resolve waits for its fired")
                .isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(worker().deliverNext(webhook())).isTrue();
        assertThat(worker().deliverNext(webhook())).isTrue();

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
            while (worker().deliverNext(webhook())) {
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

    private DeliveryWorker worker() {
        return new DeliveryWorker(queue(), FixedDelivery.DEFAULTS, new DeliveryMeters(meters), clock);
    }

    private static DeliveryQueue queue() {
        return AlertTables.bean(DeliveryQueue.class);
    }

    private Channel webhook() {
        return Channel.of("oncall", hook, clock);
    }

    private Incidents incidents() {
        var routes = new Routes(FixedRouting.with(Map.of("oncall", hook)));
        return TestIncidents.with(routes, clock);
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
        return archive.list("default", null, null, 10, 0).incidents().stream()
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
