package io.recloop.alert.incidents;

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
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What people do with incidents.
@QuarkusTest
@TestProfile(AlertTables.ByHand.class)
@QuarkusTestResource(AlertStack.class)
class IncidentActionsTest {
    private final SettableClock clock = new SettableClock(Alerts.T0);
    private final Replica replica = Replica.with(clock, Map.of("route.root.channels", "a"));

    @Test
    void resolvingByHandTwiceOrForAnotherTenantChangesNothing() {
        replica.raise("ctr-low", WARNING, "m");
        var id = replica.only().id();
        var actions = replica.core().actions();

        assertThat(actions.resolve("other", id, "mallory", "mine now")).isEmpty();
        assertThat(replica.only().status()).isEqualTo("firing");
        actions.resolve(replica.tenant(), id, "lan", "gone");
        actions.resolve(replica.tenant(), id, "minh", "gone");

        assertThat(replica.history()).extracting(IncidentView.Entry::kind).containsExactly("OPENED", "RESOLVED");
        assertThat(replica.notified()).containsExactly("FIRED a", "RESOLVED a");
    }

    @Test
    void anAcknowledgementStaysThroughRepetitions() {
        replica.raise("ctr-low", WARNING, "m");
        replica.core().actions().acknowledge(replica.tenant(), replica.only().id(), "lan", "looking at it");
        var acknowledged = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        replica.raise("ctr-low", WARNING, "m");

        assertThat(replica.only().acknowledgement())
                .isEqualTo(new IncidentView.Acknowledgement(acknowledged, "lan", "looking at it"));
        assertThat(replica.only().status()).isEqualTo("acknowledged");
        assertThat(replica.history()).extracting(IncidentView.Entry::kind).containsExactly("OPENED", "ACKNOWLEDGED");
    }

    @Test
    void everyNoteIsKeptAndTheLastMarkOfAPersonCounts() {
        replica.raise("ctr-low", WARNING, "m");
        var id = replica.only().id();
        var actions = replica.core().actions();
        actions.note(replica.tenant(), id, "lan", "disk 3");
        actions.mark(replica.tenant(), id, "lan", true, "");
        actions.mark(replica.tenant(), id, "lan", false, "it was the monitor");
        actions.mark(replica.tenant(), id, "minh", false, "");

        var rule = AlertTables.bean(RuleStatistics.class)
                .since(replica.tenant(), Alerts.T0.minusSeconds(1))
                .getFirst();
        assertThat(rule.useful()).isZero();
        assertThat(rule.noise()).isEqualTo(2);
        assertThat(rule.precision()).isEqualTo(0.0);
        assertThat(replica.history())
                .extracting(IncidentView.Entry::kind)
                .containsExactly("OPENED", "NOTE", "USEFUL", "NOISE", "NOISE");
    }
}
