package io.recloop.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CompressedTimeTest {
    @Test
    void noThresholdAndNoGateIsMadeEasierForTheDemo() {
        var touched = CompressedTime.environment().keySet().stream()
                .filter(name -> name.contains("GATE")
                        || name.contains("FLOOR") && !name.contains("WEIGHT")
                        || name.contains("SEVERE")
                        || name.contains("FALSE_ALARMS")
                        || name.contains("PERSISTENCE")
                        || name.contains("MINIMUM"))
                .collect(Collectors.toSet());
        assertThat(touched).isEqualTo(Set.of());
    }
}
