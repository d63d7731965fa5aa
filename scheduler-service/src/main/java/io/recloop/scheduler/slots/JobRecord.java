package io.recloop.scheduler.slots;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/// What is kept of a job; its definition is configuration. The row is locked while the job is moved on, so that
/// replicas take turns.
@Entity
@DynamicUpdate
@Table(schema = "scheduler", name = "job")
@NamedNativeQuery(
        name = JobRecord.ENSURE,
        query = "insert into scheduler.job (name, materialised_until) values (:job, :now) on conflict do nothing")
@NamedNativeQuery(
        name = JobRecord.LOCK,
        resultClass = JobRecord.class,
        query = "select * from scheduler.job where name = :job for update")
class JobRecord {
    static final String ENSURE = "JobRecord.ensure";
    static final String LOCK = "JobRecord.lock";

    @Id
    String name;

    Instant materialisedUntil;

    @Nullable
    Instant pausedAt;

    @Nullable
    String pausedBy;

    @Nullable
    Instant failingSince;

    @SuppressWarnings("NullAway.Init")
    protected JobRecord() {}

    JobState state() {
        return new JobState(pausedAt, pausedBy, failingSince);
    }

    Instant materialisedUntil() {
        return materialisedUntil;
    }

    /// Never backwards, when a clock is set back: a slot that is decided on stays so.
    void materialised(Instant until) {
        if (until.isAfter(materialisedUntil)) {
            materialisedUntil = until;
        }
    }

    /// What falls due while a job is disabled is owed neither now nor later.
    void owesNothingUntil(Instant now) {
        materialisedUntil = now;
    }

    void pause(Instant at, String by) {
        pausedAt = at;
        pausedBy = by;
    }

    void resume() {
        pausedAt = null;
        pausedBy = null;
    }

    void failed(Instant now) {
        if (failingSince == null) {
            failingSince = now;
        }
    }

    /// @return whether it had failed before
    boolean succeeded() {
        boolean failedBefore = failingSince != null;
        failingSince = null;
        return failedBefore;
    }
}
