package io.recloop.alert.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelFingerprintTest {
    /// The values are those that Alertmanager 0.25 answered with.
    @Test
    void isTheOneOfAlertmanager() {
        assertThat(LabelFingerprint.of(Map.of("alertname", "A", "é", "ü"))).hasSize(16);
        assertThat(LabelFingerprint.of(Map.of())).isEqualTo("cbf29ce484222325");
    }

    @Test
    void tellsNamesFromValues() {
        assertThat(LabelFingerprint.of(Map.of("a", "bc"))).isNotEqualTo(LabelFingerprint.of(Map.of("ab", "c")));
    }
}
