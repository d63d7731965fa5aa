package io.recloop.scheduler.slots;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.scheduler.jobs.Job;
import jakarta.inject.Singleton;

@Singleton
class FencingTokenRepository implements PanacheRepositoryBase<FencingToken, FencingToken.Key> {

    /// Higher than every one before for the job's tenant and pipeline; the first one is higher than all that jobs
    /// counted for themselves. The row is held to the end of the transaction, so that tokens go out in their order.
    long next(Job job) {
        return getEntityManager()
                .createNamedQuery(FencingToken.NEXT, Long.class)
                .setParameter("tenant", job.tenant())
                .setParameter("pipeline", job.pipeline().code())
                .getSingleResult();
    }
}
