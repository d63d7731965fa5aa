package io.recloop.alert.suppression;

import java.time.Clock;

public final class TestSuppression {
    private TestSuppression() {}

    public static Maintenance maintenance(Clock clock) {
        return new Maintenance(clock);
    }

    public static MuteTimes muteTimes(MuteTimesConfig config) {
        return new MuteTimes(config);
    }
}
