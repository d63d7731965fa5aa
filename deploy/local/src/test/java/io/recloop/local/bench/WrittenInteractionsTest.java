package io.recloop.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.local.bench.WrittenInteractions.Compared;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrittenInteractionsTest {
    @Test
    void whatWasAcknowledgedAndIsNotThereIsLost() {
        var written = new WrittenInteractions(Map.of("a", 1, "b", 2, "c", 1));

        assertThat(written.compare(List.of("a", "b", "d"))).isEqualTo(new Compared(1, 1));
        assertThat(written.compare(List.of())).isEqualTo(new Compared(0, 1));
    }
}
