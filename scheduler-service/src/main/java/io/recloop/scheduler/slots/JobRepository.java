package io.recloop.scheduler.slots;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;

@Singleton
class JobRepository implements PanacheRepositoryBase<JobRecord, String> {

    /// Held to the end of the transaction. Moving a job on, or ending one of its slots, begins with it.
    ///
    /// @param now where the job's time begins when it has never been seen: no slot from before is owed
    JobRecord lock(String job, Instant now) {
        getEntityManager()
                .createNamedQuery(JobRecord.ENSURE)
                .setParameter("job", job)
                .setParameter("now", now)
                .executeUpdate();
        return getEntityManager()
                .createNamedQuery(JobRecord.LOCK, JobRecord.class)
                .setParameter("job", job)
                .getSingleResult();
    }
}
