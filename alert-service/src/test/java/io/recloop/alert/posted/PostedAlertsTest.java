package io.recloop.alert.posted;

import static io.recloop.alert.Alerts.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.alert.AlertStack;
import io.recloop.alert.AlertTables;
import io.recloop.alert.FixedRouting;
import io.recloop.alert.SettableClock;
import io.recloop.alert.incidents.Effect;
import io.recloop.alert.incidents.IncidentArchive;
import io.recloop.alert.incidents.IncidentView;
import io.recloop.alert.incidents.Incidents;
import io.recloop.alert.incidents.TestIncidents;
import io.recloop.alert.routing.Routes;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a post does to an alert and its incident, at moments that the test chooses.
@QuarkusTest
@TestProfile(AlertTables.ByHand.class)
@QuarkusTestResource(AlertStack.class)
class PostedAlertsTest {
    private final SettableClock clock = new SettableClock(T0);
    private final String tenant = "t" + UUID.randomUUID();
    private final TestIncidents replica =
            TestIncidents.replica(new Routes(FixedRouting.with(Map.of())), clock, Map.of());
    private final Incidents incidents = replica.incidents();
    private final IncidentArchive archive = TestIncidents.archive(clock);
    private final PostedAlerts alerts =
            new PostedAlerts(AlertTables.bean(PostedAlertRepository.class), incidents, clock);

    /// The clocks of the test classes are all the same; what one left running would end in another's hands.
    @BeforeEach
    void nothingRuns() {
        var later = new SettableClock(T0.plus(Duration.ofDays(400)));
        while (new PostedAlerts(AlertTables.bean(PostedAlertRepository.class), incidents, later).expire(200) > 0) {}
    }

    @Test
    void aFiringAlertOpensAnIncidentAndRepetitionsOpenNoOther() {
        assertThat(post(firing(T0.minusSeconds(60)))).isEqualTo(Effect.OPENED);
        clock.advance(Duration.ofSeconds(60));
        assertThat(post(firing(T0.minusSeconds(60)))).isEqualTo(Effect.DUPLICATE);

        assertThat(only().openedAt()).isEqualTo(T0.minusSeconds(60));
        assertThat(only().rule()).isEqualTo("A");
        assertThat(only().summary()).isEqualTo("it burns");
        assertThat(only().details()).containsEntry("generatorURL", "http://p/graph");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "P30D"})
    void repetitionsReachTheIncidentOnceAnHourHoweverLongItHasFired(Duration since) {
        var start = T0.minus(since);
        post(firing(start));
        for (int minute = 1; minute <= 120; minute++) {
            clock.advance(Duration.ofMinutes(1));
            post(firing(start));
        }

        assertThat(only().occurrences()).isEqualTo(3);
        assertThat(only().lastSeenAt()).isEqualTo(T0.plus(Duration.ofHours(2)));
    }

    @Test
    void endsWithTheTimeoutWhenItIsNotPostedAgainAndAtThatInstant() {
        post(firing(null));
        clock.advance(Duration.ofSeconds(299));
        assertThat(alerts.expire(200)).isZero();
        post(firing(null));
        clock.advance(Duration.ofSeconds(299));
        assertThat(alerts.expire(200)).isZero();

        clock.advance(Duration.ofSeconds(1));
        assertThat(alerts.expire(200)).isEqualTo(1);

        assertThat(only().status()).isEqualTo("resolved");
        assertThat(only().resolvedAt()).isEqualTo(T0.plusSeconds(599));
        assertThat(alerts.expire(200)).isZero();
        assertThat(alerts.firing(tenant, clock.instant())).isEmpty();
    }

    @Test
    void isResolvedByItsEndAndTwice() {
        post(firing(T0.minusSeconds(60)));
        clock.advance(Duration.ofSeconds(30));

        assertThat(post(between(T0.minusSeconds(60), T0.plusSeconds(20)))).isEqualTo(Effect.RESOLVED);
        assertThat(post(between(T0.minusSeconds(60), T0.plusSeconds(20)))).isEqualTo(Effect.DUPLICATE);

        assertThat(only().resolvedAt()).isEqualTo(T0.plusSeconds(20));
    }

    @Test
    void aResolveOfWhatNeverFiredOpensNothingAndTheNextAlarmIsHeard() {
        assertThat(post(between(T0.minusSeconds(60), T0.minusSeconds(1)))).isEqualTo(Effect.DUPLICATE);
        assertThat(all()).isEmpty();

        assertThat(post(firing(T0.minusSeconds(60)))).isEqualTo(Effect.OPENED);
    }

    @Test
    void firingAgainAfterTheEndIsANewEpisodeEvenWithTheOldStart() {
        post(firing(T0.minusSeconds(60)));
        clock.advance(Duration.ofSeconds(30));
        post(between(T0.minusSeconds(60), T0.plusSeconds(20)));
        clock.advance(Duration.ofSeconds(30));

        assertThat(post(firing(T0.minusSeconds(60)))).isEqualTo(Effect.OPENED);

        assertThat(all()).extracting(IncidentView::episode).containsExactly(2, 1);
    }

    @Test
    void aSourceWhoseClockIsADayAheadSwallowsNoLaterAlarm() {
        post(between(T0.plus(Duration.ofHours(23)), T0.plus(Duration.ofHours(24))));
        clock.advance(Duration.ofMinutes(5));
        post(between(T0, T0.plus(Duration.ofMinutes(4))));
        assertThat(only().status()).isEqualTo("resolved");

        clock.advance(Duration.ofMinutes(5));
        assertThat(post(firing(null))).isEqualTo(Effect.OPENED);
    }

    @Test
    void whatAPersonResolvedOpensAgainWhileItStillFires() {
        post(firing(T0.minusSeconds(60)));
        replica.actions().resolve(tenant, only().id(), "lan", "gone");
        clock.advance(Duration.ofSeconds(60));

        assertThat(post(firing(T0.minusSeconds(60)))).isEqualTo(Effect.OPENED);
        assertThat(all()).extracting(IncidentView::status).containsExactly("firing", "resolved");
    }

    @Test
    void newWordsAreSeenOnTheIncident() {
        post(firing(T0));
        clock.advance(Duration.ofSeconds(60));

        assertThat(post(draft(T0, null, "it burns more"))).isEqualTo(Effect.REPEATED);

        assertThat(only().summary()).isEqualTo("it burns more");
    }

    @Test
    void tenantsHaveTheirOwnAlerts() {
        var others = "t" + UUID.randomUUID();
        post(firing(T0));

        assertThat(alerts.post(others, List.of(complete(firing(T0)))).getFirst().effect())
                .isEqualTo(Effect.OPENED);
        assertThat(all()).hasSize(1);
    }

    @Test
    void twoReplicasThatArePostedTheSameMakeOneIncidentOfEach() throws Exception {
        var drafts = new ArrayList<PostedAlert>();
        for (int i = 0; i < 40; i++) {
            drafts.add(complete(named("A" + i)));
        }
        var turned = new ArrayList<>(drafts);
        Collections.reverse(turned);
        var barrier = new CyclicBarrier(2);
        List<Callable<Long>> replicas = List.of(() -> opened(barrier, drafts), () -> opened(barrier, turned));

        try (var executor = Executors.newFixedThreadPool(2)) {
            long opened = 0;
            for (var result : executor.invokeAll(replicas)) {
                opened += result.get();
            }
            assertThat(opened).isEqualTo(40);
        }
        assertThat(all()).hasSize(40);
    }

    @Test
    void endedOnesAreForgottenAndRunningOnesAreNot() {
        post(firing(T0));
        alerts.post(tenant, List.of(complete(named("other"))));
        clock.advance(Duration.ofMinutes(10));
        alerts.expire(200);
        post(firing(T0));

        clock.advance(Duration.ofMinutes(4));
        alerts.forgetEndedFor(Duration.ofMinutes(5));

        assertThat(AlertTables.bean(PostedAlertRepository.class).count("tenant", tenant))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "page,critical",
        "P0,critical",
        "Critical,critical",
        "error,error",
        "P1,error",
        "warn,warning",
        "P2,warning",
        "none,info",
        "P3,info",
        "whatever,warning"
    })
    void severitiesAreTheWordsOfTheSender(String word, String severity) {
        assertThat(PostedEvents.severity(Map.of("severity", word)).code()).isEqualTo(severity);
    }

    @Test
    void aNameThatIsNoIdBecomesOne() {
        assertThat(PostedEvents.rule(Map.of("alertname", " a\n\tb "))).isEqualTo("a  b");
        assertThat(PostedEvents.rule(Map.of("alertname", "x".repeat(5_000)))).hasSize(256);
        assertThat(PostedEvents.rule(Map.of())).isEqualTo("alert");
    }

    private long opened(CyclicBarrier barrier, List<PostedAlert> posted) throws Exception {
        var replica = new PostedAlerts(
                AlertTables.bean(PostedAlertRepository.class),
                TestIncidents.with(new Routes(FixedRouting.with(Map.of())), clock),
                clock);
        barrier.await();
        return replica.post(tenant, posted).stream()
                .filter(outcome -> outcome.effect() == Effect.OPENED)
                .count();
    }

    private Effect post(AlertDraft draft) {
        return alerts.post(tenant, List.of(complete(draft))).getFirst().effect();
    }

    private PostedAlert complete(AlertDraft draft) {
        return draft.complete("test", Duration.ofMinutes(5), clock.instant());
    }

    private static AlertDraft firing(Instant start) {
        return draft(start, null, "it burns");
    }

    private static AlertDraft between(Instant start, Instant end) {
        return draft(start, end, "it burns");
    }

    private static AlertDraft named(String name) {
        return new AlertDraft(Map.of("alertname", name), Map.of(), "", Optional.empty(), Optional.empty());
    }

    private static AlertDraft draft(Instant start, Instant end, String summary) {
        return new AlertDraft(
                Map.of("alertname", "A", "team", "a"),
                Map.of("summary", summary),
                "http://p/graph",
                Optional.ofNullable(start).map(PostedAlertsTest::utc),
                Optional.ofNullable(end).map(PostedAlertsTest::utc));
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private IncidentView only() {
        assertThat(all()).hasSize(1);
        return all().getFirst();
    }

    private List<IncidentView> all() {
        return archive.list(tenant, "all", null, 500, 0).incidents();
    }
}
