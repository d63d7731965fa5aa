package io.recloop.scheduler.slots;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One scheduled time of a job, whatever became of it. The key decides between replicas; each change of state is one
/// statement that is guarded by the state before, and its count is the verdict.
@Entity
@Table(schema = "scheduler", name = "slot")
@IdClass(Slot.Key.class)
@NamedNativeQuery(name = Slot.INSERT, query = """
                insert into scheduler.slot (job, scheduled_for, origin, state, reason, created_at, finished_at)
                values (:job, :at, :origin, :state, :reason, :now, :finished) on conflict do nothing""")
class Slot {
    static final String INSERT = "Slot.insert";

    record Key(String job, Instant scheduledFor) {}

    @Id
    String job;

    @Id
    Instant scheduledFor;

    @Enumerated(EnumType.STRING)
    Origin origin;

    @Enumerated(EnumType.STRING)
    SlotState state;

    String reason;

    @Nullable
    String runId;

    @Nullable
    Long fencingToken;

    Instant createdAt;

    @Nullable
    Instant dispatchedAt;

    @Nullable
    Instant deadline;

    @Nullable
    Instant finishedAt;

    @SuppressWarnings("NullAway.Init")
    protected Slot() {}

    SlotView view() {
        return new SlotView(
                job,
                scheduledFor,
                origin,
                state,
                reason.isEmpty() ? null : reason,
                runId,
                fencingToken,
                dispatchedAt,
                deadline,
                finishedAt);
    }
}
