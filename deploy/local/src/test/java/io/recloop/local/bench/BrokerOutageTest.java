package io.recloop.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.local.layout.LocalFailure;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BrokerOutageTest {
    private final AtomicReference<ProcessHandle> broker = new AtomicReference<>();

    @Test
    void whatIsStartedMeanwhileIsKilledTooAndWhatComesAfterwardsLives() throws Exception {
        var first = started();
        try (var outage = new BrokerOutage(this::running)) {
            outage.begin();
            first.onExit().get(30, TimeUnit.SECONDS);
            started().onExit().get(30, TimeUnit.SECONDS);

            assertThat(outage.end()).isEqualTo(2);
        }
        var last = started();
        assertThat(last.isAlive()).isTrue();
        last.destroyForcibly();
    }

    @Test
    void saysThatThereWasNothingToKill() {
        try (var outage = new BrokerOutage(Optional::empty)) {
            outage.begin();

            assertThatThrownBy(outage::end)
                    .isInstanceOf(LocalFailure.class)
                    .hasMessage("there is no broker that could be killed");
        }
    }

    private Optional<ProcessHandle> running() {
        return Optional.of(broker.get()).filter(ProcessHandle::isAlive);
    }

    private ProcessHandle started() throws IOException {
        var process = new ProcessBuilder("sleep", "600").start().toHandle();
        broker.set(process);
        return process;
    }
}
