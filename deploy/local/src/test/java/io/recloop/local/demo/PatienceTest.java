package io.recloop.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Patience patience = new Patience();

    @Test
    void returnsWhatIsSeenAlsoAfterFailedLooks() throws Exception {
        var looks = new AtomicInteger();
        var seen = patience.await("a model", Duration.ofSeconds(20), () -> {
            if (looks.incrementAndGet() < 3) {
                throw new IOException("refused");
            }
            return Optional.of("model 7");
        });
        assertThat(seen).isEqualTo("model 7");
        assertThat(looks).hasValue(3);
    }

    @Test
    void saysWhatItWaitedForAndWhatTheLastLookSaid() {
        assertThatThrownBy(() -> patience.await("a model", Duration.ZERO, () -> {
                    throw new IOException("connection refused");
                }))
                .isInstanceOf(NotSeenException.class)
                .hasMessage("waited 0 s for a model; the last try failed: connection refused");
        assertThatThrownBy(() -> patience.await("a model", Duration.ZERO, Optional::empty))
                .hasMessage("waited 0 s for a model");
    }

    @Test
    void whatWillNeverBeIsNotWaitedFor() {
        assertThatThrownBy(() -> patience.await("a model", Duration.ofMinutes(9), () -> {
                    throw new NotSeenException("the supervisor ended");
                }))
                .hasMessage("the supervisor ended");
    }

    @Test
    void cancellingEndsEveryWaitNowAndLater() {
        patience.cancel();
        assertThatThrownBy(() -> patience.await("a model", Duration.ofMinutes(9), Optional::empty))
                .isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> patience.pause(Duration.ofMinutes(9))).isInstanceOf(InterruptedException.class);
    }
}
