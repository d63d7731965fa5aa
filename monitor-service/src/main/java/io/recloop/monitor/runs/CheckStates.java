package io.recloop.monitor.runs;

import io.recloop.monitor.verdicts.Persistence;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// How often in a row each check has seen effect and evidence; survives restarts.
final class CheckStates {
    private CheckStates() {}

    static Persistence read(Handle transaction, String tenant, String check) {
        return transaction
                .createQuery("select * from check_state where tenant = :tenant and check_name = :check for update")
                .bind("tenant", tenant)
                .bind("check", check)
                .map((rows, context) -> new Persistence(
                        rows.getInt("counted"), instant(rows.getTimestamp("last_end")), rows.getString("baseline")))
                .findOne()
                .orElseGet(() -> Persistence.none(""));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    static void write(Handle transaction, String tenant, String check, Persistence persistence) {
        transaction
                .createUpdate("""
                    insert into check_state (tenant, check_name, baseline, counted, last_end)
                    values (:tenant, :check, :baseline, :counted, :end)
                    on conflict (tenant, check_name) do update set baseline = excluded.baseline,
                        counted = excluded.counted, last_end = excluded.last_end\
                    """)
                .bind("tenant", tenant)
                .bind("check", check)
                .bind("baseline", persistence.baseline())
                .bind("counted", persistence.counted())
                .bind("end", persistence.lastEnd())
                .execute();
    }

    /// The usual time between the last evaluations; empty where there were fewer than four.
    static Optional<Duration> usualGap(Handle handle, String tenant) {
        List<Instant> newest = handle.createQuery("""
            select evaluated_at from evaluation where tenant = :tenant
            order by evaluated_at desc limit 11\
            """)
                .bind("tenant", tenant)
                .mapTo(Instant.class)
                .list();
        if (newest.size() < 4) {
            return Optional.empty();
        }
        var gaps = new java.util.ArrayList<Duration>();
        for (int i = 1; i < newest.size(); i++) {
            gaps.add(Duration.between(newest.get(i), newest.get(i - 1)));
        }
        gaps.sort(null);
        var median = gaps.get(gaps.size() / 2);
        return median.isPositive() ? Optional.of(median) : Optional.empty();
    }
}
