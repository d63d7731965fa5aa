package io.recloop.monitor.runs;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.contracts.events.RunEvent;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

@Singleton
class DriftRunRepository implements PanacheRepositoryBase<DriftRunEntity, String> {
    /// Once for each run, however often it is delivered; one that is finished stays so.
    void note(RunEvent event, String status) {
        getSession()
                .createNamedMutationQuery(DriftRunEntity.NOTE)
                .setParameter("runId", event.runId())
                .setParameter("tenant", event.tenant())
                .setParameter("at", event.occurredAt())
                .setParameter("status", status)
                .executeUpdate();
    }

    /// What is to be done, the oldest request first.
    List<DriftRunEntity> open() {
        return list("status in ('requested', 'started') order by requestedAt, runId");
    }

    /// @return false where another replica has finished it
    boolean start(String runId, Instant now) {
        return getSession()
                        .createNamedMutationQuery(DriftRunEntity.START)
                        .setParameter("now", now)
                        .setParameter("runId", runId)
                        .executeUpdate()
                == 1;
    }

    /// @return false where it was finished already
    boolean finish(String runId) {
        return getSession()
                        .createNamedMutationQuery(DriftRunEntity.FINISH)
                        .setParameter("runId", runId)
                        .executeUpdate()
                == 1;
    }

    void deleteFinishedBefore(Instant time) {
        delete("status = 'finished' and requestedAt < ?1", time);
    }
}
