package io.recloop.monitor.checks;

import io.recloop.monitor.checks.Reference.Baseline;
import io.recloop.monitor.facts.ModelsInUse.InUse;
import io.recloop.monitor.statistics.CtrDrop;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Reads what windows are compared with.
@Singleton
public final class References {
    private final Baselines baselines;
    private final ClickThrough clicks;

    References(Baselines baselines, ClickThrough clicks) {
        this.baselines = baselines;
        this.clicks = clicks;
    }

    public Reference of(Handle transaction, String tenant, InUse model, Instant now) {
        return new Reference(
                baseline(transaction, tenant, model, now), clicks.reference(transaction, tenant, model.modelId(), now));
    }

    /// The model's answers that are old enough to have been clicked.
    public List<CtrDrop.Bucket> clicks(Handle transaction, String tenant, InUse model, Instant now) {
        return clicks.window(transaction, tenant, model.modelId(), now);
    }

    private Baseline baseline(Handle transaction, String tenant, InUse model, Instant now) {
        try {
            return baselines.of(transaction, tenant, model, now);
        } catch (Baselines.NoBaselineException e) {
            return new Baseline.Missing(String.valueOf(e.getMessage()));
        }
    }
}
