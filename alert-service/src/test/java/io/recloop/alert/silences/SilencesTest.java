package io.recloop.alert.silences;

import static io.recloop.alert.Alerts.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.alert.AlertStack;
import io.recloop.alert.AlertTables;
import io.recloop.alert.SettableClock;
import io.recloop.alert.labels.MatcherParser;
import io.recloop.alert.silences.Silence.Author;
import io.recloop.alert.silences.Silence.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AlertTables.ByHand.class)
@QuarkusTestResource(AlertStack.class)
class SilencesTest {
    private final SettableClock clock = new SettableClock(T0);
    private final String tenant = "t" + UUID.randomUUID();
    private final Silences silences = new Silences(AlertTables.bean(SilenceRepository.class), clock);

    @Test
    void hitsFromItsStartToItsEndAndNoOtherTenant() {
        var id = add("{alertname=\"A\",team=~\"a|b\"}", 60, 120).id();
        var labels = Map.of("alertname", "A", "team", "b");

        assertThat(silences.hitting(tenant, labels, T0.plusSeconds(59))).isEmpty();
        assertThat(silences.hitting(tenant, labels, T0.plusSeconds(60))).containsExactly(id);
        assertThat(silences.hitting(tenant, labels, T0.plusSeconds(120))).containsExactly(id);
        assertThat(silences.hitting(tenant, labels, T0.plusSeconds(121))).isEmpty();
        assertThat(silences.hitting("other", labels, T0.plusSeconds(60))).isEmpty();
        assertThat(silences.hitting(tenant, Map.of("alertname", "A", "team", "c"), T0.plusSeconds(60)))
                .isEmpty();
    }

    @Test
    void endsAtOnceWhenItIsExpiredByHandOnEveryReplica() {
        var id = add("a=b", 0, 600).id();
        var replica = new Silences(AlertTables.bean(SilenceRepository.class), clock);
        assertThat(replica.hitting(tenant, Map.of("a", "b"), T0)).containsExactly(id);

        clock.advance(Duration.ofSeconds(10));
        silences.expire(tenant, id);

        clock.advance(Duration.ofSeconds(1));
        assertThat(replica.hitting(tenant, Map.of("a", "b"), clock.instant())).isEmpty();
        assertThat(silences.expire(tenant, id).orElseThrow().span().endsAt()).isEqualTo(T0.plusSeconds(10));
        assertThat(silences.expire("other", id)).isEmpty();
    }

    @Test
    void keepsItsIdAsLongAsThePastStaysAsItWas() {
        var made = add("a=b", 0, 600);
        clock.advance(Duration.ofSeconds(10));

        var longer = change(made.id(), "a=b", made.span().startsAt().getEpochSecond(), 1200);
        assertThat(longer.id()).isEqualTo(made.id());
        assertThat(silences.hitting(tenant, Map.of("a", "b"), T0.plusSeconds(1100)))
                .containsExactly(made.id());

        var other = change(made.id(), "a=c", made.span().startsAt().getEpochSecond(), 1200);
        assertThat(other.id()).isNotEqualTo(made.id());
        assertThat(other.span().startsAt()).isEqualTo(clock.instant());
        assertThat(silences.byId(tenant, made.id()).orElseThrow().state(T0.plusSeconds(11)))
                .isEqualTo(SilenceState.EXPIRED);
    }

    @Test
    void whatIsRefusedLeavesTheOldOneAsItIs() {
        var made = add("a=b", 0, 600);

        assertThatThrownBy(() -> change(made.id(), "a=~\".*\"", T0.getEpochSecond(), 600))
                .hasMessage("silence invalid: at least one matcher must not match the empty string");
        assertThatThrownBy(() -> change(made.id(), "a=b", T0.getEpochSecond() + 700, 600))
                .hasMessage("Failed to create silence: start time must be before end time");

        assertThat(silences.hitting(tenant, Map.of("a", "b"), T0)).containsExactly(made.id());
    }

    @Test
    void isForgottenSomeTimeAfterItsEnd() {
        add("a=b", 0, 600);

        silences.forgetEndedBefore(T0.plusSeconds(600));
        assertThat(silences.all(tenant)).hasSize(1);
        silences.forgetEndedBefore(T0.plusSeconds(601));
        assertThat(silences.all(tenant)).isEmpty();
    }

    private Silence add(String matchers, int from, int to) {
        return set(Optional.empty(), matchers, T0.getEpochSecond() + from, to);
    }

    private Silence change(UUID id, String matchers, long from, int to) {
        return set(Optional.of(id), matchers, from, to);
    }

    private Silence set(Optional<UUID> id, String matchers, long from, int to) {
        var span = new Span(java.time.Instant.ofEpochSecond(from), T0.plusSeconds(to));
        var draft = new SilenceDraft(List.copyOf(MatcherParser.parseAll(matchers)), span, new Author("lan", "why"));
        return silences.set(tenant, id, draft).orElseThrow();
    }
}
