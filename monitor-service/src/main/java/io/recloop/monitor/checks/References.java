package io.recloop.monitor.checks;

import io.recloop.monitor.checks.Reference.Baseline;
import io.recloop.monitor.facts.ModelsInUse.InUse;
import io.recloop.monitor.statistics.CtrDrop;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/// Reads what windows are compared with.
@Singleton
public final class References {
    private final Baselines baselines;
    private final ClickThrough clicks;

    References(Baselines baselines, ClickThrough clicks) {
        this.baselines = baselines;
        this.clicks = clicks;
    }

    public Reference of(String tenant, InUse model, Instant now) {
        return new Reference(baseline(tenant, model, now), clicks.reference(tenant, model.modelId(), now));
    }

    /// The model's answers that are old enough to have been clicked.
    public List<CtrDrop.Bucket> clicks(String tenant, InUse model, Instant now) {
        return clicks.window(tenant, model.modelId(), now);
    }

    private Baseline baseline(String tenant, InUse model, Instant now) {
        try {
            return baselines.of(tenant, model, now);
        } catch (Baselines.NoBaselineException e) {
            return new Baseline.Missing(String.valueOf(e.getMessage()));
        }
    }
}
