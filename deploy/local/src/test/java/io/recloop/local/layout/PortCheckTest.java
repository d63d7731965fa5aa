package io.recloop.local.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortCheckTest {

    @Test
    void namesTheTakenPortWhoNeedsItAndTheWayOut() throws Exception {
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            var ports = new PortBlock(taken.getLocalPort() - 1, 23_987, 23_997);

            assertThatThrownBy(() -> PortCheck.requireFree(ports))
                    .isInstanceOf(LocalFailure.class)
                    .hasMessageContaining("already in use: port " + taken.getLocalPort() + " (training)")
                    .hasMessageContaining("--ports-from");
        }
    }

    @Test
    void saysNothingAboutFreePorts() {
        assertThatCode(() -> PortCheck.requireFree(PortBlock.from(24_300))).doesNotThrowAnyException();
    }

    @Test
    void aBlockHoldsAllPortsNextToEachOther() {
        assertThat(PortBlock.from(30_000).byUser())
                .containsEntry("recommender", 30_000)
                .containsEntry("training", 30_001)
                .containsEntry("monitor", 30_002)
                .containsEntry("alert", 30_003)
                .containsEntry("scheduler", 30_004)
                .containsEntry("broker", 30_005)
                .containsEntry("broker's controller", 30_006)
                .containsEntry("postgres", 30_007);
    }

    @Test
    void theUsualPortsAreThoseOfTheManual() {
        assertThat(PortBlock.DEFAULT.byUser().values())
                .containsExactly(8080, 8081, 8082, 8083, 8084, 19092, 19093, 15432);
    }

    @Test
    void refusesABlockThatLeavesTheRange() {
        assertThatThrownBy(() -> PortBlock.from(65_530)).isInstanceOf(LocalFailure.class);
        assertThatThrownBy(() -> PortBlock.from(0)).isInstanceOf(LocalFailure.class);
    }
}
