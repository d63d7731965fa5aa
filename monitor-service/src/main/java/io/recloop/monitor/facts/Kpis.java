package io.recloop.monitor.facts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the recommender did, per step of time. Steps without any answer are left out: nothing is known of them.
public record Kpis(String tenant, Instant from, Instant to, long stepSeconds, List<Point> points) {
    /// @param failures     answers that failed by the service's own fault; `rejected` are the caller's mistakes
    /// @param fallbackRate share of served answers that were not personal; absent where none was served
    /// @param clicked      served answers of this step of which an item was clicked, whenever that was
    public record Point(
            Instant start,
            long requests,
            long served,
            long failures,
            long rejected,
            long fallbacks,
            long clicked,
            @Nullable Double errorRate,
            @Nullable Double fallbackRate,
            @Nullable Double clickThroughRate,
            @Nullable Latency latencyMillis,
            List<OfModel> models) {}

    public record Latency(double p50, double p95, double p99) {}

    public record OfModel(
            @Nullable String modelId,
            long served,
            long fallbacks,
            long clicked,
            @Nullable Double clickThroughRate) {}

    /// @param clickThroughRate of the lists in which the item was shown
    public record ItemKpi(String item, long shown, long clicked, double clickThroughRate) {}

    static @Nullable Double ratio(long part, long whole) {
        return whole == 0 ? null : (double) part / whole;
    }
}
