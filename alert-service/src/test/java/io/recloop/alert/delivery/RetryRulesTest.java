package io.recloop.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.alert.delivery.RetryRules.Next;
import io.recloop.alert.notifications.LeasedNotification;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Optional<Instant> LIVES = Optional.empty();

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "9, 256", "10, 300", "64, 300", "1000, 300"})
    void pausesDoubleUpToTheMaximum(int attempt, long seconds) {
        assertThat(rules(0.5).afterFailure(attempt(attempt), Optional.empty(), LIVES, NOW))
                .isEqualTo(new Next.Again(NOW.plusSeconds(seconds)));
    }

    @Test
    void pausesAreSpreadByAFifthEitherWay() {
        assertThat(rules(0).afterFailure(attempt(1), Optional.empty(), LIVES, NOW))
                .isEqualTo(new Next.Again(NOW.plusMillis(800)));
        assertThat(rules(0.75).afterFailure(attempt(1), Optional.empty(), LIVES, NOW))
                .isEqualTo(new Next.Again(NOW.plusMillis(1100)));
    }

    @Test
    void theReceiversWishIsHonouredWithinReason() {
        assertThat(rules(0.5).afterFailure(attempt(1), Optional.of(Duration.ofSeconds(90)), LIVES, NOW))
                .isEqualTo(new Next.Again(NOW.plusSeconds(90)));
        assertThat(rules(0.5).afterFailure(attempt(1), Optional.of(Duration.ofDays(300)), LIVES, NOW))
                .isEqualTo(new Next.Again(NOW.plus(Duration.ofHours(1))));
        assertThat(rules(0.5).afterFailure(attempt(5), Optional.of(Duration.ZERO), LIVES, NOW))
                .as("a receiver cannot ask to be hammered")
                .isEqualTo(new Next.Again(NOW.plusSeconds(16)));
    }

    @Test
    void theFifthRefusalIsTheLastOfAnIncidentThatHasEnded() {
        var ended = Optional.of(NOW);

        assertThat(rules(0.5).afterRefusal(attempt(4), 4, ended, NOW)).isInstanceOf(Next.Again.class);
        assertThat(rules(0.5).afterRefusal(attempt(5), 5, ended, NOW)).isEqualTo(new Next.GiveUp("refused 5 times"));
    }

    @Test
    void nothingIsGivenUpWhileTheIncidentLives() {
        var muchLater = NOW.plus(Duration.ofDays(30));

        assertThat(rules(0.5).afterRefusal(attempt(500), 500, LIVES, muchLater)).isInstanceOf(Next.Again.class);
        assertThat(rules(0.5).afterFailure(attempt(500), Optional.empty(), LIVES, muchLater))
                .isInstanceOf(Next.Again.class);
    }

    /// A proxy in front of a receiver answers 404 or 401 for minutes while that is deployed.
    @ParameterizedTest
    @CsvSource({"1, 60", "2, 240", "3, 960", "4, 1800"})
    void aRefusalIsNotRepeatedAtOnce(int refusals, long seconds) {
        assertThat(rules(0.5).afterRefusal(attempt(refusals), refusals, LIVES, NOW))
                .isEqualTo(new Next.Again(NOW.plusSeconds(seconds)));
    }

    @Test
    void aDayAfterTheEndIsEnough() {
        var end = NOW.plus(Duration.ofDays(3));
        var late = end.plus(Duration.ofDays(1)).minusSeconds(299);

        assertThat(rules(0.5).afterFailure(attempt(500), Optional.empty(), Optional.of(end), late))
                .isInstanceOf(Next.GiveUp.class);
        assertThat(rules(0.5).afterFailure(attempt(500), Optional.empty(), Optional.of(end), late.minusSeconds(1)))
                .isInstanceOf(Next.Again.class);
    }

    private static RetryRules rules(double random) {
        return new RetryRules(FixedDelivery.DEFAULTS, () -> random);
    }

    private static LeasedNotification attempt(int number) {
        var content =
                new LeasedNotification.Content(new UUID(0, 2), "FIRED", "oncall", Optional.empty(), "critical", "{}");
        return new LeasedNotification(new UUID(0, 1), content, number, 0, NOW, false);
    }
}
