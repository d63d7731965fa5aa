package io.recloop.monitor.runs;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// In how many windows in a row a check has seen effect and evidence.
@Entity
@Table(name = "check_state", schema = "monitor")
@IdClass(CheckStateEntity.Key.class)
@NamedQuery(name = CheckStateEntity.KEEP, query = """
        insert into CheckStateEntity (tenant, checkName, baseline, counted, lastEnd)
        values (:tenant, :check, :baseline, :counted, :lastEnd)
        on conflict (tenant, checkName) do update
        set baseline = excluded.baseline, counted = excluded.counted, lastEnd = excluded.lastEnd
        """)
@SuppressWarnings("NullAway.Init")
class CheckStateEntity {
    static final String KEEP = "CheckStateEntity.keep";

    @Id
    String tenant;

    @Id
    String checkName;

    String baseline;
    int counted;

    @Nullable
    Instant lastEnd;

    record Key(String tenant, String checkName) {}
}
