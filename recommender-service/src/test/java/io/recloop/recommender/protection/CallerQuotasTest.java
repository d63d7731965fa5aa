package io.recloop.recommender.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallerQuotasTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private record Limit(int requestsPerSecond, int concurrentRequests) implements ProtectionConfig.Limit {}

    @Test
    void whatIsInFlightIsBoundedAndComesBack() {
        var share = new CallerQuota(new Limit(0, 2), 0);
        assertThat(share.enter(0)).isInstanceOf(CallerQuota.Verdict.Admitted.class);
        assertThat(share.enter(0)).isInstanceOf(CallerQuota.Verdict.Admitted.class);
        assertThat(share.enter(0)).isInstanceOf(CallerQuota.Verdict.TooMany.class);
        share.leave();
        assertThat(share.enter(0)).isInstanceOf(CallerQuota.Verdict.Admitted.class);
    }

    @Test
    void whoIsTooFastHoldsNothing() {
        var share = new CallerQuota(new Limit(1, 5), 0);
        share.enter(0);
        share.leave();
        assertThat(share.enter(0)).isEqualTo(new CallerQuota.Verdict.TooFast(SECOND));
        assertThat(share.isIdle(0)).isFalse();
        assertThat(share.isIdle(2 * SECOND)).isTrue();
    }

    @Test
    void keysAreApart() {
        var shares = new CallerQuotas(new Limit(1, 0), 10, 0);
        assertThat(shares.of("a", 0).enter(0)).isInstanceOf(CallerQuota.Verdict.Admitted.class);
        assertThat(shares.of("a", 0).enter(0)).isInstanceOf(CallerQuota.Verdict.TooFast.class);
        assertThat(shares.of("b", 0).enter(0)).isInstanceOf(CallerQuota.Verdict.Admitted.class);
    }

    @Test
    void idleKeysMakeRoomAndBusyOnesKeepTheirLimit() {
        var shares = new CallerQuotas(new Limit(1, 0), 2, 0);
        shares.of("idle", 0);
        var busy = shares.of("busy", 0);
        busy.enter(0);
        // Two are there: the idle one goes, the busy one is still held to its limit.
        shares.of("third", 0);
        assertThat(shares.size()).isEqualTo(2);
        assertThat(shares.of("busy", 0)).isSameAs(busy);
    }

    @Test
    void beyondTheBoundKeysShareOneLimit() {
        var shares = new CallerQuotas(new Limit(1, 0), 2, 0);
        shares.of("a", 0).enter(0);
        shares.of("b", 0).enter(0);
        var other = shares.of("c", 0);
        assertThat(shares.of("d", 0)).isSameAs(other);
        assertThat(shares.size()).isEqualTo(2);
        shares.of("a", 0).leave();
        // Once one of the two has been idle long enough there is room again.
        assertThat(shares.of("c", 3 * SECOND)).isNotSameAs(other);
    }
}
