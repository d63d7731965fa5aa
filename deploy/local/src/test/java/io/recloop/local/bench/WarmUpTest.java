package io.recloop.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void isOverWhenTenSecondsWereNoQuickerThanTheTenBefore() {
        assertThat(WarmUp.isSteady(seconds(10, 20.0, 9, 20.0))).isFalse();
        assertThat(WarmUp.isSteady(seconds(10, 20.0, 10, 20.0))).isTrue();
        assertThat(WarmUp.isSteady(seconds(10, 20.0, 10, 17.0))).isFalse();
        assertThat(WarmUp.isSteady(seconds(10, 20.0, 10, 40.0))).isTrue();
    }

    @Test
    void isNotOverWhileAllAreSlow() {
        assertThat(WarmUp.isSteady(seconds(10, 101.0, 10, 101.0))).isFalse();
        assertThat(WarmUp.isSteady(seconds(10, 100.0, 10, 100.0))).isTrue();
    }

    @Test
    void aSlowSecondAmongQuickOnesChangesNothing() {
        var quicker = seconds(10, 20.0, 9, 10.0);
        quicker.add(500.0);

        assertThat(WarmUp.isSteady(quicker)).isFalse();
    }

    private static List<Double> seconds(int first, double before, int last, double then) {
        var all = new ArrayList<>(Collections.nCopies(first, before));
        all.addAll(Collections.nCopies(last, then));
        return all;
    }
}
