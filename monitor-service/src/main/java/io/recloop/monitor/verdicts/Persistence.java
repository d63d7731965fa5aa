package io.recloop.monitor.verdicts;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How often in a row effect and evidence were both there.
///
/// @param counted  windows that count
/// @param lastEnd  end of the last window that counted, null where none did
/// @param baseline what was compared with; another baseline restarts the count
public record Persistence(int counted, @Nullable Instant lastEnd, String baseline) {
    public static Persistence none(String baseline) {
        return new Persistence(0, null, baseline);
    }

    Persistence against(String newBaseline) {
        return baseline.equals(newBaseline) ? this : none(newBaseline);
    }

    /// A window that ends too soon after the last one holds mostly the same data, so it is no further confirmation.
    Persistence plus(Instant windowEnd, Duration step) {
        if (lastEnd != null && windowEnd.isBefore(lastEnd.plus(step))) {
            return this;
        }
        return new Persistence(counted + 1, windowEnd, baseline);
    }
}
