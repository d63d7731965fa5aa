package io.recloop.alert.incidents;

import static io.recloop.contracts.events.Severity.CRITICAL;
import static io.recloop.contracts.events.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.alert.AlertStack;
import io.recloop.alert.AlertTables;
import io.recloop.alert.Alerts;
import io.recloop.alert.SettableClock;
import io.recloop.alert.silences.TestSilences;
import io.recloop.alert.suppression.TestSuppression;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is recorded and not sent, and when it is sent after all.
@QuarkusTest
@TestProfile(AlertTables.ByHand.class)
@QuarkusTestResource(AlertStack.class)
class SuppressionsTest {
    private static final Map<String, String> TO_A = Map.of("route.root.channels", "a");

    private final SettableClock clock = new SettableClock(Alerts.T0);

    @BeforeEach
    void nothingIsDue() {
        AlertTables.clear();
    }

    @Test
    void whatStillFiresWhenItsSilenceEndsIsSentThen() {
        var replica = Replica.with(clock, TO_A);
        var silence = TestSilences.silence(clock, replica.tenant(), "model=m", Duration.ofHours(1));
        replica.raise("ctr-low", WARNING, "m");
        replica.raise("ctr-low", CRITICAL, "m");
        replica.after(Duration.ofMinutes(59));

        assertThat(replica.notified()).isEmpty();
        var said = "silenced by %s until 2026-11-21T11:00:00Z: a new disk is on its way".formatted(silence);
        assertThat(replica.notSent()).first().isEqualTo("FIRED: " + said);
        assertThat(replica.only().standing().heldBy()).isEqualTo(said);

        replica.after(Duration.ofMinutes(2));
        assertThat(replica.notified()).containsExactly("FIRED a");
        replica.resolve("ctr-low", "m");
        assertThat(replica.notified()).containsExactly("FIRED a", "RESOLVED a");
    }

    @Test
    void aSilenceThatIsEndedByHandEndsAtTheNextLook() {
        var replica = Replica.with(clock, TO_A);
        var silence = TestSilences.silence(clock, replica.tenant(), "model=m", Duration.ofDays(1));
        replica.raise("ctr-low", WARNING, "m");
        clock.advance(Duration.ofSeconds(1));
        TestSilences.expire(clock, replica.tenant(), silence);
        replica.after(Duration.ofSeconds(15));

        assertThat(replica.notified()).containsExactly("FIRED a");
    }

    @Test
    void whatEndsWhileItIsSilencedIsSentToNobody() {
        var replica = Replica.with(clock, TO_A);
        TestSilences.silence(clock, replica.tenant(), "model=m", Duration.ofHours(1));
        replica.raise("ctr-low", WARNING, "m");
        replica.after(Duration.ofMinutes(10));
        replica.resolve("ctr-low", "m");
        replica.after(Duration.ofHours(2));

        assertThat(replica.notified()).isEmpty();
        assertThat(replica.notSent()).last().asString().startsWith("FIRED: over before it was sent: silenced by");
    }

    @Test
    void theEndOfWhatWasSentBeforeTheSilenceIsSent() {
        var replica = Replica.with(clock, TO_A);
        replica.raise("ctr-low", WARNING, "m");
        TestSilences.silence(clock, replica.tenant(), "model=m", Duration.ofHours(1));
        replica.resolve("ctr-low", "m");

        assertThat(replica.notified()).containsExactly("FIRED a", "RESOLVED a");
    }

    @Test
    void inMaintenanceAllIsRecordedAndWhatLastsIsSentAfterIt() {
        var replica = Replica.with(clock, TO_A);
        var maintenance = TestSuppression.maintenance(clock);
        QuarkusTransaction.requiringNew()
                .run(() -> maintenance.begin(
                        replica.tenant(), clock.instant().plus(Duration.ofHours(2)), "new database", "lan"));
        replica.raise("ctr-low", WARNING, "m");
        replica.after(Duration.ofHours(1));
        assertThat(replica.notified()).isEmpty();
        assertThat(replica.notSent())
                .first()
                .asString()
                .startsWith("FIRED: maintenance until")
                .endsWith("new database");

        replica.after(Duration.ofHours(1).plusSeconds(15));
        assertThat(replica.notified()).containsExactly("FIRED a");
    }

    @Test
    void oneBrokenRunIsOneNotification() {
        var replica = Replica.with(clock, inhibition());
        replica.raise("job-failed", WARNING, "m");
        assertThat(replica.notified()).as("it waits for what may explain it").isEmpty();
        clock.advance(Duration.ofSeconds(5));
        replica.raise("training-run-failed", CRITICAL, "m");
        replica.after(Duration.ofSeconds(10));
        replica.after(Duration.ofHours(1));

        assertThat(replica.notified()).containsExactly("FIRED a");
        var explained = replica.all().stream()
                .filter(incident -> incident.rule().equals("job-failed"))
                .findFirst()
                .orElseThrow();
        assertThat(explained.standing().heldBy())
                .startsWith("inhibited by incident")
                .contains("training-run-failed");
    }

    @Test
    void aTargetWithoutItsSourceIsSentAfterTheWaitAndWithAnotherLabelToo() {
        var replica = Replica.with(clock, inhibition());
        replica.raise("training-run-failed", CRITICAL, "another");
        replica.raise("job-failed", WARNING, "m");
        replica.after(Duration.ofSeconds(10));

        assertThat(replica.notified()).containsExactly("FIRED a", "FIRED a");
    }

    private static Map<String, String> inhibition() {
        return Map.of(
                "route.root.channels", "a",
                "inhibit.broken-run.source", "alertname=\"training-run-failed\"",
                "inhibit.broken-run.target", "alertname=\"job-failed\"",
                "inhibit.broken-run.equal", "model",
                "inhibit.broken-run.wait", "10s");
    }

    @Test
    void flappingIsSaidOnceAndThenNothingIsSentUntilItIsStable() {
        var replica = Replica.with(clock, TO_A);
        for (int round = 0; round < 10; round++) {
            replica.raise("ctr-low", WARNING, "m");
            replica.after(Duration.ofSeconds(30));
            replica.resolve("ctr-low", "m");
            replica.after(Duration.ofSeconds(30));
        }
        var during = replica.notified();
        assertThat(during).filteredOn(sent -> sent.equals("FLAPPING a")).hasSize(1);
        assertThat(during).as("three openings and endings, and the word").hasSize(7);

        replica.after(Duration.ofMinutes(16));
        assertThat(replica.notified()).hasSize(8).last().isEqualTo("RESOLVED a");
        replica.raise("ctr-low", WARNING, "m");
        assertThat(replica.notified()).last().isEqualTo("FIRED a");
    }

    @Test
    void aSeverityThatGoesDownAndUpAgainIsRecordedAndNotSent() {
        var replica = Replica.with(clock, TO_A);
        replica.raise("ctr-low", CRITICAL, "m");
        replica.raise("ctr-low", WARNING, "m");
        replica.raise("ctr-low", CRITICAL, "m");

        assertThat(replica.notified()).containsExactly("FIRED a");
        assertThat(replica.history()).extracting(IncidentView.Entry::kind).contains("SEVERITY_CHANGED");
    }
}
