package io.recloop.monitor.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.EventCodec;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

@Singleton
class EvaluationRepository implements PanacheRepositoryBase<EvaluationEntity, String> {
    void add(DriftEvaluated evaluated) {
        getSession()
                .createNamedMutationQuery(EvaluationEntity.ADD)
                .setParameter("id", evaluated.eventId())
                .setParameter("tenant", evaluated.tenant())
                .setParameter("at", evaluated.occurredAt())
                .setParameter("verdict", evaluated.verdict().code())
                .setParameter("event", write(evaluated))
                .executeUpdate();
    }

    /// The newest first.
    List<DriftEvaluated> newest(String tenant, int limit) {
        return find("tenant = ?1 order by evaluatedAt desc, eventId", tenant).page(0, limit).stream()
                .map(row -> read(row.event))
                .toList();
    }

    /// The newest first.
    List<Instant> times(String tenant, int limit) {
        return getEntityManager()
                .createQuery(
                        "select evaluatedAt from EvaluationEntity where tenant = :tenant order by evaluatedAt desc",
                        Instant.class)
                .setParameter("tenant", tenant)
                .setMaxResults(limit)
                .getResultList();
    }

    void deleteBefore(Instant time) {
        delete("evaluatedAt < ?1", time);
    }

    private static String write(DriftEvaluated evaluated) {
        try {
            return EventCodec.JSON.writeValueAsString(evaluated);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DriftEvaluated read(String json) {
        try {
            return EventCodec.JSON.readValue(json, DriftEvaluated.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
