package io.recloop.alert.timers;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// Rows are written by the statements below alone.
@Entity
@Table(schema = "alert", name = "timer")
@IdClass(TimerRow.Key.class)
@NamedNativeQuery(name = TimerRow.SET, query = """
                insert into alert.timer (subject, kind, detail, tenant, due_at)
                values (:subject, :kind, :detail, :tenant, :due)
                on conflict (subject, kind, detail) do update set due_at = excluded.due_at""")
@NamedNativeQuery(name = TimerRow.ADD, query = """
                insert into alert.timer (subject, kind, detail, tenant, due_at)
                values (:subject, :kind, :detail, :tenant, :due) on conflict do nothing""")
@NamedNativeQuery(name = TimerRow.TAKE, query = """
                delete from alert.timer where ctid = (
                    select ctid from alert.timer
                    where subject = :subject and kind = :kind and detail = :detail and due_at = :due
                    for update skip locked)""")
class TimerRow {
    static final String SET = "TimerRow.set";
    static final String ADD = "TimerRow.add";
    static final String TAKE = "TimerRow.take";

    record Key(UUID subject, String kind, String detail) {}

    @Id
    UUID subject;

    @Id
    String kind;

    @Id
    String detail;

    String tenant;
    Instant dueAt;

    @SuppressWarnings("NullAway.Init")
    protected TimerRow() {}

    DueTimer due() {
        return new DueTimer(subject, TimerKind.valueOf(kind), detail, tenant, dueAt);
    }
}
