package io.recloop.scheduler.slots;

import io.recloop.scheduler.slots.SlotPlan.Planned;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The statements about slots. Each change of state is guarded by the state before, and its count is checked.
final class SlotRows {
    private SlotRows() {}

    record Open(Instant scheduledFor, String runId) {}

    record Owner(String job, Instant scheduledFor) {}

    static boolean insert(Handle handle, String job, Origin origin, Planned slot, Instant now) {
        boolean ended = slot.state() != SlotState.PENDING;
        return handle.createUpdate("""
                        insert into scheduler.slot (job, scheduled_for, origin, state, reason, created_at, finished_at)
                        values (:job, :at, :origin, :state, :reason, :now, :finished) on conflict do nothing""")
                        .bind("job", job)
                        .bind("at", slot.at())
                        .bind("origin", origin.name())
                        .bind("state", slot.state().name())
                        .bind("reason", slot.reason())
                        .bind("now", now)
                        .bind("finished", ended ? now : null)
                        .execute()
                == 1;
    }

    static List<Instant> pending(Handle handle, String job) {
        return handle.createQuery("""
                        select scheduled_for from scheduler.slot where job = :job and state = 'PENDING'
                        order by scheduled_for""").bind("job", job).mapTo(Instant.class).list();
    }

    static Optional<Open> open(Handle handle, String job) {
        return handle.createQuery("""
                        select scheduled_for, run_id from scheduler.slot
                        where job = :job and state in ('DISPATCHED', 'RUNNING') limit 1""")
                .bind("job", job)
                .map((row, context) -> open(row))
                .findOne();
    }

    static List<Open> overdue(Handle handle, String job, Instant now) {
        return handle.createQuery("""
                        select scheduled_for, run_id from scheduler.slot
                        where job = :job and state in ('DISPATCHED', 'RUNNING') and deadline <= :now""")
                .bind("job", job)
                .bind("now", now)
                .map((row, context) -> open(row))
                .list();
    }

    static boolean skip(Handle handle, String job, Instant at, String reason, Instant now) {
        return handle.createUpdate("""
                        update scheduler.slot set state = 'SKIPPED', reason = :reason, finished_at = :now
                        where job = :job and scheduled_for = :at and state = 'PENDING'""")
                        .bind("reason", reason)
                        .bind("now", now)
                        .bind("job", job)
                        .bind("at", at)
                        .execute()
                == 1;
    }

    /// @param deadline when the run counts as failed
    static boolean dispatch(Handle handle, Owner slot, String runId, long token, Instant now, Instant deadline) {
        return handle.createUpdate("""
                        update scheduler.slot
                        set state = 'DISPATCHED', run_id = :run, fencing_token = :token, dispatched_at = :now,
                            deadline = :deadline
                        where job = :job and scheduled_for = :at and state = 'PENDING'""")
                        .bind("run", runId)
                        .bind("token", token)
                        .bind("now", now)
                        .bind("deadline", deadline)
                        .bind("job", slot.job())
                        .bind("at", slot.scheduledFor())
                        .execute()
                == 1;
    }

    static Optional<Owner> ownerOf(Handle handle, String runId) {
        return handle.createQuery("select job, scheduled_for from scheduler.slot where run_id = :run")
                .bind("run", runId)
                .map((row, context) -> new Owner(row.getString("job"), time(row, "scheduled_for")))
                .findOne();
    }

    static void running(Handle handle, String runId) {
        handle.createUpdate("update scheduler.slot set state = 'RUNNING' where run_id = :run and state = 'DISPATCHED'")
                .bind("run", runId)
                .execute();
    }

    /// @return false when the slot has ended before
    static boolean end(Handle handle, String runId, SlotState state, String reason, Instant now) {
        return handle.createUpdate("""
                        update scheduler.slot set state = :state, reason = :reason, finished_at = :now
                        where run_id = :run and state in ('DISPATCHED', 'RUNNING')""")
                        .bind("state", state.name())
                        .bind("reason", reason.replace('\u0000', '\uFFFD'))
                        .bind("now", now)
                        .bind("run", runId)
                        .execute()
                == 1;
    }

    static List<SlotView> list(Handle handle, String job, Instant from, Instant to, int limit) {
        return handle.createQuery("""
                        select * from scheduler.slot
                        where job = :job and scheduled_for >= :from and scheduled_for < :to
                        order by scheduled_for desc limit :limit""")
                .bind("job", job)
                .bind("from", from)
                .bind("to", to)
                .bind("limit", limit)
                .map((row, context) -> view(row))
                .list();
    }

    static void forgetBefore(Handle handle, Instant time) {
        handle.createUpdate("delete from scheduler.slot where finished_at < :time")
                .bind("time", time)
                .execute();
        handle.createUpdate("delete from scheduler.outbox where sent_at < :time")
                .bind("time", time)
                .execute();
    }

    private static Open open(ResultSet row) throws SQLException {
        return new Open(time(row, "scheduled_for"), row.getString("run_id"));
    }

    private static SlotView view(ResultSet row) throws SQLException {
        var reason = row.getString("reason");
        return new SlotView(
                row.getString("job"),
                time(row, "scheduled_for"),
                Origin.valueOf(row.getString("origin")),
                SlotState.valueOf(row.getString("state")),
                reason.isEmpty() ? null : reason,
                row.getString("run_id"),
                row.getObject("fencing_token", Long.class),
                JobRows.time(row, "dispatched_at"),
                JobRows.time(row, "deadline"),
                JobRows.time(row, "finished_at"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        @Nullable Instant value = JobRows.time(row, column);
        if (value == null) {
            throw new SQLException(column + " is null");
        }
        return value;
    }
}
