package io.recloop.alert.incidents;

import static io.recloop.contracts.events.Severity.CRITICAL;
import static io.recloop.contracts.events.Severity.INFO;
import static io.recloop.contracts.events.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.alert.AlertStack;
import io.recloop.alert.AlertTables;
import io.recloop.alert.Alerts;
import io.recloop.alert.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens with an incident by time alone: the clock is the test's, and nothing waits.
@QuarkusTest
@TestProfile(AlertTables.ByHand.class)
@QuarkusTestResource(AlertStack.class)
class IncidentTimersTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SettableClock clock = new SettableClock(Alerts.T0);

    @BeforeEach
    void nothingIsDue() {
        AlertTables.clear();
    }

    @Test
    void whatIsRaisedAgainInTimeDoesNotExpireAndWhatIsNotDoesOnce() {
        var replica = Replica.with(clock, Map.of("rules.ctr-low.expire-after", "6h"));
        replica.raise("ctr-low", WARNING, "m");
        replica.after(Duration.ofHours(5));
        replica.raise("ctr-low", WARNING, "m");
        replica.after(Duration.ofHours(5));
        assertThat(replica.only().status()).isEqualTo("firing");

        replica.after(Duration.ofHours(1).plusSeconds(1));
        replica.after(Duration.ofDays(10));

        assertThat(replica.only().status()).isEqualTo("expired");
        assertThat(replica.notified())
                .containsExactlyInAnyOrder("FIRED a", "FIRED b", "FIRED log", "EXPIRED a", "EXPIRED b", "EXPIRED log");
        assertThat(replica.raise("ctr-low", WARNING, "m")).isEqualTo(Effect.OPENED);
    }

    @Test
    void aSnoozedIncidentIsSilentUntilItsTimeAndThenFiresAgain() {
        var replica = Replica.with(clock, Map.of("route.root.channels", "a", "route.root.repeat-interval", "10m"));
        replica.raise("ctr-low", WARNING, "m");
        var until = clock.instant().plus(Duration.ofHours(1));
        replica.core().actions().snooze(replica.tenant(), replica.only().id(), "lan", until, "after lunch");

        replica.after(Duration.ofMinutes(59));
        assertThat(replica.notified()).containsExactly("FIRED a");
        assertThat(replica.only().standing().snoozedUntil()).isEqualTo(until);

        replica.after(MINUTE);
        assertThat(replica.only().status()).isEqualTo("firing");
        assertThat(replica.notified()).containsExactly("FIRED a", "SNOOZE-ENDED-1 a");

        replica.after(Duration.ofMinutes(10));
        assertThat(replica.notified()).last().isEqualTo("REPEATED-1 a");
    }

    @Test
    void whatFiresIsRepeatedUntilSomebodyIsAtIt() {
        var replica = Replica.with(clock, Map.of("route.root.channels", "a,log", "route.root.repeat-interval", "4h"));
        replica.raise("ctr-low", WARNING, "m");
        replica.after(Duration.ofHours(4));
        replica.after(Duration.ofHours(4));
        assertThat(replica.notified())
                .as("a line in the log is not repeated")
                .containsExactly("FIRED a", "FIRED log", "REPEATED-1 a", "REPEATED-2 a");

        replica.core().actions().acknowledge(replica.tenant(), replica.only().id(), "lan", "looking");
        replica.after(Duration.ofHours(8));
        assertThat(replica.notified()).hasSize(4);
    }

    @Test
    void anEscalationGoesStepByStepAndStopsAtTheAcknowledgement() {
        var replica = Replica.with(clock, policy());
        replica.raise("ctr-low", CRITICAL, "m");
        replica.after(Duration.ofMinutes(4));
        assertThat(replica.notified()).containsExactly("FIRED log");

        replica.after(MINUTE);
        assertThat(replica.notified()).containsExactly("FIRED log", "STEP-1-night-1 a");

        replica.core().actions().acknowledge(replica.tenant(), replica.only().id(), "lan", "on my way");
        replica.after(Duration.ofHours(3));

        assertThat(replica.notified()).containsExactly("FIRED log", "STEP-1-night-1 a");
        assertThat(replica.history())
                .extracting(IncidentView.Entry::message)
                .contains("step 1 of night: not acknowledged, a notified");
    }

    @Test
    void anEscalationThatNobodyStopsGoesThroughAllItsRounds() {
        var replica = Replica.with(clock, policy());
        replica.raise("ctr-low", CRITICAL, "m");
        replica.after(Duration.ofMinutes(5));
        replica.after(Duration.ofMinutes(10));
        replica.after(Duration.ofMinutes(5));
        replica.after(Duration.ofMinutes(10));
        replica.after(Duration.ofHours(10));

        assertThat(replica.notified())
                .containsExactly(
                        "FIRED log", "STEP-1-night-1 a", "STEP-2-night-2 b", "STEP-3-night-3 a", "STEP-4-night-4 b");
        assertThat(replica.history())
                .extracting(IncidentView.Entry::kind)
                .as("critical is P0: 15 minutes")
                .contains("RESPONSE_OVERDUE");
    }

    private static Map<String, String> policy() {
        return Map.of(
                "route.root.channels", "log",
                "escalation.night.matchers", "severity=critical",
                "escalation.night.rounds", "2",
                "escalation.night.steps.1.after", "5m",
                "escalation.night.steps.1.notify", "a",
                "escalation.night.steps.2.after", "10m",
                "escalation.night.steps.2.notify", "b");
    }

    @Test
    void aStepToARotationGoesToWhoIsOnCallAndAGapIsSaid() {
        var replica = Replica.with(
                clock,
                Map.ofEntries(
                        Map.entry("people.lan.channels", "a"),
                        Map.entry("people.minh.channels", "b"),
                        Map.entry("oncall.shop.people", "lan,minh"),
                        Map.entry("oncall.shop.zone", "Asia/Ho_Chi_Minh"),
                        Map.entry("oncall.shop.start", "2026-11-16T09:00"),
                        Map.entry("oncall.shop.from", "09:00"),
                        Map.entry("oncall.shop.until", "21:00"),
                        Map.entry("route.root.channels", "oncall:shop")));
        replica.raise("ctr-low", CRITICAL, "by day, lan's week");
        replica.after(Duration.ofDays(7));
        replica.raise("ctr-low", CRITICAL, "by day, minh's week");
        replica.after(Duration.ofHours(6));
        replica.raise("ctr-low", CRITICAL, "by night");

        assertThat(replica.notified()).containsExactly("FIRED a", "FIRED b", "FIRED log");
        var night = replica.all().getFirst();
        assertThat(replica.core()
                        .archive()
                        .story(replica.tenant(), night.id())
                        .orElseThrow()
                        .events())
                .extracting(IncidentView.Entry::message)
                .anyMatch(said -> said.startsWith("nobody is on call in shop"));
    }

    @Test
    void aNewGroupIsCollectedForItsWaitAndHeardOfAgainAfterItsIntervalAlone() {
        var replica = Replica.with(
                clock,
                Map.of(
                        "route.root.channels", "a",
                        "route.root.group-by", "alertname",
                        "route.root.group-wait", "30s",
                        "route.root.group-interval", "5m"));
        for (int model = 0; model < 20; model++) {
            replica.raise("ctr-low", WARNING, "m" + model);
        }
        replica.after(Duration.ofSeconds(29));
        assertThat(replica.notified()).isEmpty();
        replica.after(Duration.ofSeconds(1));
        assertThat(replica.notified()).hasSize(1);

        replica.raise("ctr-low", WARNING, "late");
        replica.resolve("ctr-low", "m0");
        replica.after(Duration.ofMinutes(4));
        assertThat(replica.notified()).as("within the interval").hasSize(1);
        replica.after(MINUTE);
        assertThat(replica.notified()).hasSize(2);
        replica.after(Duration.ofDays(1));
        assertThat(replica.notified()).as("nothing new").hasSize(2);
    }

    @Test
    void aGapIsSaidOfAGroupToo() {
        var replica = Replica.with(
                clock,
                Map.of(
                        "people.lan.channels", "a",
                        "oncall.shop.people", "lan",
                        "oncall.shop.start", "2027-01-04T09:00",
                        "route.root.channels", "oncall:shop",
                        "route.root.group-by", "alertname"));
        replica.raise("ctr-low", WARNING, "m");
        replica.after(Duration.ofSeconds(1));

        assertThat(replica.notified())
                .singleElement()
                .asString()
                .startsWith("FLUSH-")
                .endsWith("-1 log");
        assertThat(replica.history())
                .extracting(IncidentView.Entry::message)
                .anyMatch(said -> said.startsWith("nobody is on call in shop"));
    }

    @Test
    void whatComesInAMuteTimeIsHeardOfAtItsEndAlsoWhereTheClockIsPutBack() {
        clock.advance(Duration.between(clock.instant(), Instant.parse("2027-10-31T00:45:00Z")));
        var replica = Replica.with(
                clock,
                Map.of(
                        "route.root.channels", "a",
                        "route.root.mute-times", "night",
                        "mute-times.night.zone", "Europe/Berlin",
                        "mute-times.night.from", "02:00",
                        "mute-times.night.to", "03:00"));
        replica.raise("ctr-low", WARNING, "m");
        assertThat(replica.notSent()).containsExactly("FIRED: root is muted by night");

        replica.after(Duration.ofMinutes(45));
        assertThat(replica.notified()).as("02:30 for the second time").isEmpty();
        replica.after(Duration.ofMinutes(30));
        assertThat(replica.notified()).containsExactly("FIRED a");
    }

    @Test
    void anHourThatTheClockLeavesOutMutesNothing() {
        clock.advance(Duration.between(clock.instant(), Instant.parse("2027-03-28T00:59:00Z")));
        var replica = Replica.with(
                clock,
                Map.of(
                        "route.root.channels", "a",
                        "route.root.mute-times", "night",
                        "mute-times.night.zone", "Europe/Berlin",
                        "mute-times.night.from", "02:00",
                        "mute-times.night.to", "03:00"));
        replica.raise("ctr-low", WARNING, "01:59");
        clock.advance(MINUTE);
        replica.raise("ctr-low", WARNING, "03:00");

        assertThat(replica.notified()).containsExactly("FIRED a", "FIRED a");
    }

    @Test
    void anEndThatNobodyIsToldTheBeginningOfIsNotSent() {
        var replica = Replica.with(clock, Map.of("route.root.channels", "none"));
        replica.raise("ctr-low", INFO, "m");
        replica.resolve("ctr-low", "m");

        assertThat(replica.notified()).isEmpty();
        assertThat(replica.notSent()).containsExactly("FIRED: recorded only, by its routes, its rule or itself");
        assertThat(replica.all()).extracting(IncidentView::status).isEqualTo(List.of("resolved"));
    }
}
