package io.recloop.alert.timers;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// Sets and takes timers, in the caller's transaction.
@Singleton
public class Timers implements PanacheRepositoryBase<TimerRow, TimerRow.Key> {

    /// Replaces the time of one that is set already.
    public void set(DueTimer timer) {
        execute(TimerRow.SET, timer);
    }

    /// Leaves one that is set already.
    public void add(DueTimer timer) {
        execute(TimerRow.ADD, timer);
    }

    public boolean none(UUID subject, TimerKind kind) {
        return count("subject = ?1 and kind = ?2", subject, kind.name()) == 0;
    }

    public void cancel(UUID subject, TimerKind kind) {
        delete("subject = ?1 and kind = ?2", subject, kind.name());
    }

    public void cancelAll(UUID subject) {
        delete("subject", subject);
    }

    /// The first ones, without a lock.
    List<DueTimer> due(Instant now, int limit) {
        return find("dueAt <= ?1 order by dueAt", now).page(0, limit).stream()
                .map(TimerRow::due)
                .toList();
    }

    /// Of several replicas one takes it; the others do not wait.
    boolean take(DueTimer timer) {
        return execute(TimerRow.TAKE, timer) == 1;
    }

    private int execute(String statement, DueTimer timer) {
        var query = getEntityManager()
                .createNamedQuery(statement)
                .setParameter("subject", timer.subject())
                .setParameter("kind", timer.kind().name())
                .setParameter("detail", timer.detail())
                .setParameter("due", timer.dueAt().truncatedTo(ChronoUnit.MICROS));
        if (!statement.equals(TimerRow.TAKE)) {
            query.setParameter("tenant", timer.tenant());
        }
        return query.executeUpdate();
    }
}
