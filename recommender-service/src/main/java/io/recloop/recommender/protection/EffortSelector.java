package io.recloop.recommender.protection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/// Decides how much is done for an answer, by how long its request has waited, how many there are, and how long
/// answers have taken lately. Thread-safe.
@Singleton
public final class EffortSelector {
    private final CurrentVertxRequest current;
    private final QueueDelays delays;
    private final TokenBucket shedRecords;
    private final Counter unrecorded;
    private final CostEstimate full = new CostEstimate();
    private final CostEstimate withoutFoldIn = new CostEstimate();
    private final Map<Effort, Counter> degraded = new EnumMap<>(Effort.class);

    EffortSelector(CurrentVertxRequest current, QueueDelays delays, ProtectionConfig config, MeterRegistry metrics) {
        this.current = current;
        this.delays = delays;
        this.shedRecords = new TokenBucket(config.load().shedRecords(), System.nanoTime());
        this.unrecorded = metrics.counter("recloop.recommendations.recorded", "outcome", "shed");
        for (var effort : Effort.values()) {
            if (effort.degraded() != null) {
                degraded.put(effort, metrics.counter("recloop.protection.degraded", "effort", effort.code()));
            }
        }
    }

    /// For the request of this thread; [Effort#FULL] where there is none.
    public Effort choose() {
        if (!Arc.container().requestContext().isActive()) {
            return Effort.FULL;
        }
        var request = current.getCurrent();
        var admission = request == null ? null : AdmissionFilter.of(request);
        var effort = admission == null ? Effort.FULL : choose(admission, System.nanoTime());
        var counter = degraded.get(effort);
        if (counter != null) {
            counter.increment();
        }
        return effort;
    }

    Effort choose(Admission admission, long nowNanos) {
        if (admission.begin(nowNanos)) {
            delays.begun(admission.waited(nowNanos), nowNanos);
        }
        boolean tooMany =
                switch (admission.verdict()) {
                    case ADMITTED -> false;
                    case QUEUED -> delays.areTooLongForAll(admission.waited(nowNanos), nowNanos);
                    case CROWDED, REFUSED -> true;
                };
        if (tooMany) {
            return Effort.SHED;
        }
        long remaining = admission.remaining(nowNanos);
        if (remaining > full.nanos()) {
            return Effort.FULL;
        }
        full.avoided();
        if (remaining > withoutFoldIn.nanos()) {
            return Effort.WITHOUT_FOLD_IN;
        }
        withoutFoldIn.avoided();
        return Effort.MINIMAL;
    }

    /// Whether one more shed answer is worth its record, which costs the cores that the answers need; counts where
    /// not.
    public boolean recordsShed() {
        return recordsShed(System.nanoTime());
    }

    boolean recordsShed(long nowNanos) {
        boolean records = shedRecords.take(nowNanos) == 0;
        if (!records) {
            unrecorded.increment();
        }
        return records;
    }

    /// An answer with this effort was made.
    public void took(Effort effort, long nanos) {
        switch (effort) {
            case FULL -> full.took(nanos);
            case WITHOUT_FOLD_IN -> withoutFoldIn.took(nanos);
            case MINIMAL, SHED -> {}
        }
    }
}
