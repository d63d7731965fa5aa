package io.recloop.scheduler.slots;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.contracts.StorableText;
import io.recloop.scheduler.slots.SlotPlan.Planned;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Slots are read as values here, never as entities that a statement could leave behind the table.
@Singleton
class SlotRepository implements PanacheRepositoryBase<Slot, Slot.Key> {

    /// A slot whose run has not ended.
    record Open(Instant scheduledFor, String runId, SlotState state) {}

    record Owner(String job, Instant scheduledFor) {}

    /// A run that is asked for.
    ///
    /// @param deadline when it counts as failed where it has not started
    record Dispatch(String runId, long token, Instant now, Instant deadline) {}

    /// @return false when the slot was there before
    boolean insert(String job, Origin origin, Planned slot, Instant now) {
        boolean ended = slot.state() != SlotState.PENDING;
        return getEntityManager()
                        .createNamedQuery(Slot.INSERT)
                        .setParameter("job", job)
                        .setParameter("at", slot.at())
                        .setParameter("origin", origin.name())
                        .setParameter("state", slot.state().name())
                        .setParameter("reason", slot.reason())
                        .setParameter("now", now)
                        .setParameter("finished", ended ? now : null)
                        .executeUpdate()
                == 1;
    }

    /// Oldest first.
    List<Instant> pending(String job) {
        return getEntityManager()
                .createQuery(
                        "select scheduledFor from Slot where job = :job and state = PENDING order by scheduledFor",
                        Instant.class)
                .setParameter("job", job)
                .getResultList();
    }

    Optional<Open> open(String job) {
        return getEntityManager()
                .createQuery(
                        "select scheduledFor, runId, state from Slot where job = :job and state in (DISPATCHED,"
                                + " RUNNING)",
                        Open.class)
                .setParameter("job", job)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    List<Open> overdue(String job, Instant now) {
        return getEntityManager()
                .createQuery(
                        "select scheduledFor, runId, state from Slot"
                                + " where job = :job and state in (DISPATCHED, RUNNING) and deadline <= :now",
                        Open.class)
                .setParameter("job", job)
                .setParameter("now", now)
                .getResultList();
    }

    boolean skip(String job, Instant at, String reason, Instant now) {
        return update(
                        "state = SKIPPED, reason = ?1, finishedAt = ?2"
                                + " where job = ?3 and scheduledFor = ?4 and state = PENDING",
                        reason,
                        now,
                        job,
                        at)
                == 1;
    }

    boolean dispatch(Owner slot, Dispatch run) {
        return update(
                        "state = DISPATCHED, runId = ?1, fencingToken = ?2, dispatchedAt = ?3, deadline = ?4"
                                + " where job = ?5 and scheduledFor = ?6 and state = PENDING",
                        run.runId(),
                        run.token(),
                        run.now(),
                        run.deadline(),
                        slot.job(),
                        slot.scheduledFor())
                == 1;
    }

    Optional<Owner> ownerOf(String runId) {
        return getEntityManager()
                .createQuery("select job, scheduledFor from Slot where runId = :run", Owner.class)
                .setParameter("run", runId)
                .getResultStream()
                .findFirst();
    }

    /// @param deadline when the run counts as failed, from its start
    void running(String runId, Instant deadline) {
        update("state = RUNNING, deadline = ?1 where runId = ?2 and state = DISPATCHED", deadline, runId);
    }

    /// Of a job that is no longer configured: its deadline stays.
    void running(String runId) {
        update("state = RUNNING where runId = ?1 and state = DISPATCHED", runId);
    }

    /// @return false when the slot has ended before
    boolean end(String runId, SlotState state, String reason, Instant now) {
        return update(
                        "state = ?1, reason = ?2, finishedAt = ?3"
                                + " where runId = ?4 and state in (DISPATCHED, RUNNING)",
                        state,
                        StorableText.of(reason),
                        now,
                        runId)
                == 1;
    }

    /// Newest first.
    List<SlotView> list(String job, Instant from, Instant to, int limit) {
        return find("job = ?1 and scheduledFor >= ?2 and scheduledFor < ?3 order by scheduledFor desc", job, from, to)
                .range(0, limit - 1)
                .stream()
                .map(Slot::view)
                .toList();
    }

    void deleteFinishedBefore(Instant time) {
        delete("finishedAt < ?1", time);
    }
}
