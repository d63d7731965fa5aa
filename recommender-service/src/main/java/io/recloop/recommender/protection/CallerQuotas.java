package io.recloop.recommender.protection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The share of each key, for a bounded number of keys. An idle share is as good as a new one, so that dropping it
/// loses nothing; where all are in use, the keys beyond the bound share one. Thread-safe.
final class CallerQuotas {
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ProtectionConfig.Limit limit;
    private final int maxKeys;
    private final Map<String, CallerQuota> shares = new ConcurrentHashMap<>();
    private final CallerQuota ofAllOthers;
    private final AtomicLong sweepAt;

    CallerQuotas(ProtectionConfig.Limit limit, int maxKeys, long nowNanos) {
        this.limit = limit;
        this.maxKeys = maxKeys;
        this.ofAllOthers = new CallerQuota(limit, nowNanos);
        this.sweepAt = new AtomicLong(nowNanos);
    }

    CallerQuota of(String key, long nowNanos) {
        var known = shares.get(key);
        if (known != null) {
            return known;
        }
        if (shares.size() >= maxKeys) {
            sweep(nowNanos);
            if (shares.size() >= maxKeys) {
                return ofAllOthers;
            }
        }
        return shares.computeIfAbsent(key, name -> new CallerQuota(limit, nowNanos));
    }

    int size() {
        return shares.size();
    }

    /// Not for every request of a flood of keys.
    private void sweep(long nowNanos) {
        long due = sweepAt.get();
        if (nowNanos - due >= 0 && sweepAt.compareAndSet(due, nowNanos + SWEEP_NANOS)) {
            shares.values().removeIf(share -> share.isIdle(nowNanos));
        }
    }
}
