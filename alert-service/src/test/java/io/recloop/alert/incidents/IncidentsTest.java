package io.recloop.alert.incidents;

import static io.recloop.alert.Alerts.T0;
import static io.recloop.contracts.events.Severity.CRITICAL;
import static io.recloop.contracts.events.Severity.ERROR;
import static io.recloop.contracts.events.Severity.INFO;
import static io.recloop.contracts.events.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.alert.AlertStack;
import io.recloop.alert.AlertTables;
import io.recloop.alert.Alerts;
import io.recloop.alert.FixedRouting;
import io.recloop.alert.SettableClock;
import io.recloop.alert.routing.ChannelConfig;
import io.recloop.alert.routing.Routes;
import io.recloop.contracts.events.AlertEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AlertTables.ByHand.class)
@QuarkusTestResource(AlertStack.class)
class IncidentsTest {
    private final SettableClock clock = new SettableClock(T0.plusSeconds(3_600));
    private final Alerts alerts = Alerts.about(UUID.randomUUID().toString());
    private final IncidentArchive archive = TestIncidents.archive(clock);
    private final Incidents incidents = incidents(Map.of());

    @Test
    void oneTroubleIsOneIncidentHoweverOftenItIsRaised() {
        assertThat(incidents.apply(alerts.raised(id("1"), WARNING, T0))).isEqualTo(Effect.OPENED);
        assertThat(incidents.apply(alerts.raised(id("2"), WARNING, at(60)))).isEqualTo(Effect.REPEATED);
        assertThat(incidents.apply(alerts.raised(id("3"), INFO, at(120)))).isEqualTo(Effect.REPEATED);

        var incident = only();
        assertThat(incident.occurrences()).isEqualTo(3);
        assertThat(incident.openedAt()).isEqualTo(T0);
        assertThat(incident.lastSeenAt()).isEqualTo(at(120));
        assertThat(incident.severity())
                .as("severity never falls within an episode")
                .isEqualTo(WARNING);
        assertThat(incident.details()).containsEntry("event", id("3"));
        assertThat(reasons()).containsExactly("FIRED");
    }

    @Test
    void theSameEventTwiceCountsOnce() {
        incidents.apply(alerts.raised(id("1"), WARNING, T0));

        assertThat(incidents.apply(alerts.raised(id("1"), WARNING, T0))).isEqualTo(Effect.DUPLICATE);

        assertThat(only().occurrences()).isEqualTo(1);
        assertThat(reasons()).containsExactly("FIRED");
    }

    @Test
    void aRiseInSeverityIsToldOnceForEachStep() {
        incidents.apply(alerts.raised(id("1"), INFO, T0));
        assertThat(incidents.apply(alerts.raised(id("2"), WARNING, at(1)))).isEqualTo(Effect.ESCALATED);
        assertThat(incidents.apply(alerts.raised(id("3"), CRITICAL, at(2)))).isEqualTo(Effect.ESCALATED);
        assertThat(incidents.apply(alerts.raised(id("4"), CRITICAL, at(3)))).isEqualTo(Effect.REPEATED);

        assertThat(only().severity()).isEqualTo(CRITICAL);
        assertThat(reasons()).containsExactly("FIRED", "ESCALATED-WARNING", "ESCALATED-CRITICAL");
    }

    @Test
    void anErrorIsBetweenAWarningAndCritical() {
        incidents.apply(alerts.raised(id("1"), WARNING, T0));
        assertThat(incidents.apply(alerts.raised(id("2"), ERROR, at(1)))).isEqualTo(Effect.ESCALATED);
        assertThat(incidents.apply(alerts.raised(id("3"), CRITICAL, at(2)))).isEqualTo(Effect.ESCALATED);

        assertThat(reasons()).containsExactly("FIRED", "ESCALATED-ERROR", "ESCALATED-CRITICAL");
    }

    @Test
    void resolvingClosesTheEpisodeAndTheNextRaiseOpensAnother() {
        incidents.apply(alerts.raised(id("1"), WARNING, T0));
        assertThat(incidents.apply(alerts.resolved(id("2"), at(10)))).isEqualTo(Effect.RESOLVED);
        assertThat(incidents.apply(alerts.raised(id("3"), WARNING, at(20)))).isEqualTo(Effect.OPENED);

        var episodes = mine("all");
        assertThat(episodes).extracting(IncidentView::episode).containsExactly(2, 1);
        assertThat(episodes).extracting(IncidentView::status).containsExactly("firing", "resolved");
        assertThat(episodes.get(1).resolvedAt()).isEqualTo(at(10));
        assertThat(reasons()).containsExactly("FIRED", "RESOLVED", "FIRED");
    }

    @Test
    void aLateRaiseDoesNotReopenWhatIsResolved() {
        incidents.apply(alerts.raised(id("1"), WARNING, T0));
        incidents.apply(alerts.resolved(id("2"), at(10)));

        assertThat(incidents.apply(alerts.raised(id("3"), CRITICAL, at(9)))).isEqualTo(Effect.IGNORED);

        assertThat(mine("all")).singleElement().extracting(IncidentView::status).isEqualTo("resolved");
        assertThat(kinds()).containsExactly("OPENED", "RESOLVED", "IGNORED");
        assertThat(reasons()).containsExactly("FIRED", "RESOLVED");
    }

    @Test
    void aRaiseThatArrivesAfterItsOwnResolveOpensNothing() {
        assertThat(incidents.apply(alerts.resolved(id("2"), at(10)))).isEqualTo(Effect.IGNORED);
        assertThat(incidents.apply(alerts.raised(id("1"), WARNING, T0))).isEqualTo(Effect.IGNORED);

        assertThat(mine("all")).isEmpty();
    }

    @Test
    void aResolveOlderThanTheLastRaiseDoesNotClose() {
        incidents.apply(alerts.raised(id("1"), WARNING, T0));
        incidents.apply(alerts.raised(id("3"), WARNING, at(20)));

        assertThat(incidents.apply(alerts.resolved(id("2"), at(10)))).isEqualTo(Effect.IGNORED);

        assertThat(only().status()).isEqualTo("firing");
    }

    @Test
    void replayingEverythingLeavesTheSameState() {
        List<AlertEvent> log = List.of(
                alerts.raised(id("1"), WARNING, T0),
                alerts.raised(id("2"), CRITICAL, at(5)),
                alerts.resolved(id("3"), at(10)),
                alerts.raised(id("4"), WARNING, at(20)),
                alerts.raised(id("5"), WARNING, at(8)));
        log.forEach(incidents::apply);
        var before = state();

        log.forEach(incidents::apply);

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void whoWasToldOfTheTroubleIsToldOfItsEndThoughTheRoutesHaveChanged() {
        var hook = FixedRouting.Hook.at("http://127.0.0.1:1/");
        incidents(Map.of("oncall", hook)).apply(alerts.raised(id("1"), CRITICAL, T0));

        incidents.apply(alerts.resolved(id("2"), at(10)));

        assertThat(channelsOf("RESOLVED")).containsExactly("log", "oncall");
    }

    @Test
    void twoReplicasWithTheSameEventsHaveOneEffect() throws Exception {
        var events = new ArrayList<AlertEvent>();
        for (int i = 0; i < 20; i++) {
            events.add(alerts.raised(id("e" + i), i == 10 ? CRITICAL : WARNING, at(i)));
        }
        var barrier = new CyclicBarrier(2);
        Callable<Long> replica = () -> {
            barrier.await();
            return events.stream()
                    .map(incidents(Map.of())::apply)
                    .filter(effect -> effect != Effect.DUPLICATE)
                    .count();
        };
        try (var executor = Executors.newFixedThreadPool(2)) {
            long effects = 0;
            for (var result : executor.invokeAll(List.of(replica, replica))) {
                effects += result.get();
            }
            assertThat(effects).isEqualTo(20);
        }
        assertThat(only().occurrences()).isEqualTo(20);
        assertThat(reasons()).containsExactly("FIRED", "ESCALATED-CRITICAL");
    }

    @Test
    void aCharacterThatPostgresqlCannotStoreIsReplaced() {
        incidents.apply(alerts.raised(id("1"), WARNING, T0, "before\u0000after"));

        assertThat(only().summary()).isEqualTo("before\uFFFDafter");
    }

    @Test
    void anotherTenantSeesNothing() {
        incidents.apply(alerts.raised(id("1"), WARNING, T0));
        var id = only().id();

        assertThat(archive.list("other", "all", null, 500, 0).incidents()).isEmpty();
        assertThat(archive.story("other", id)).isEmpty();
        assertThat(actions().acknowledge("other", id, "mallory", "mine now")).isEmpty();
    }

    @Test
    void aPersonEndsAnIncidentWhoseSourceIsGone() {
        incidents.apply(alerts.raised(id("1"), WARNING, T0));

        var resolved = actions()
                .resolve("default", only().id(), "lan", "the pod is gone")
                .orElseThrow();

        assertThat(resolved.status()).isEqualTo("resolved");
        assertThat(kinds()).containsExactly("OPENED", "RESOLVED");
        assertThat(reasons()).containsExactly("FIRED", "RESOLVED");
        assertThat(incidents.apply(alerts.raised(id("2"), WARNING, T0.plusSeconds(1))))
                .as("raised before the person resolved it")
                .isEqualTo(Effect.IGNORED);
        clock.advance(Duration.ofSeconds(60));
        assertThat(incidents.apply(alerts.raised(id("3"), WARNING, clock.instant())))
                .isEqualTo(Effect.OPENED);
        assertThat(mine("all")).extracting(IncidentView::episode).containsExactly(2, 1);
    }

    @Test
    void theInboxForgetsOnlyWhatIsOldEnough() {
        AlertTables.clear();
        incidents.apply(alerts.raised(id("1"), WARNING, T0));

        clock.advance(Duration.ofDays(44));
        assertThat(archive.forgetInboxOlderThan(Duration.ofDays(45))).isZero();
        clock.advance(Duration.ofDays(2));
        assertThat(archive.forgetInboxOlderThan(Duration.ofDays(45))).isEqualTo(1);
    }

    private IncidentActions actions() {
        return TestIncidents.replica(new Routes(FixedRouting.with(Map.of())), clock, Map.of())
                .actions();
    }

    private Incidents incidents(Map<String, ChannelConfig> hooks) {
        return TestIncidents.with(new Routes(FixedRouting.with(Map.copyOf(hooks))), clock);
    }

    private static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }

    private String id(String name) {
        return alerts.label() + "/" + name;
    }

    private IncidentView only() {
        assertThat(mine("all")).hasSize(1);
        return mine("all").getFirst();
    }

    private List<IncidentView> mine(String status) {
        return archive.list("default", status, null, 500, 0).incidents().stream()
                .filter(incident -> incident.fingerprint().equals(alerts.fingerprint()))
                .toList();
    }

    private List<String> kinds() {
        return archive.story("default", only().id()).orElseThrow().events().stream()
                .map(IncidentView.Entry::kind)
                .toList();
    }

    private List<String> reasons() {
        return AlertTables.reasons(alerts.fingerprint());
    }

    private List<String> channelsOf(String reason) {
        return AlertTables.channels(alerts.fingerprint(), reason);
    }

    private List<Object> state() {
        var stories = new ArrayList<Object>();
        mine("all")
                .forEach(incident ->
                        stories.add(archive.story("default", incident.id()).orElseThrow()));
        return stories;
    }
}
