package io.recloop.alert.incidents;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.recloop.contracts.events.Severity;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Incidents and the events that changed them.
@Singleton
class IncidentRepository implements PanacheRepositoryBase<Incident, UUID> {

    /// The active ones of these groups.
    List<Incident> active(Collection<AlertGroup.Key> keys) {
        return getEntityManager()
                .createNamedQuery(Incident.ACTIVE_OF, Incident.class)
                .setParameter("keys", AlertGroupRepository.json(keys))
                .getResultList();
    }

    Optional<Incident> newest(String tenant, String fingerprint) {
        return find("tenant = ?1 and fingerprint = ?2 order by episode desc", tenant, fingerprint)
                .firstResultOptional();
    }

    /// How often incidents of a group opened and ended since.
    long changes(String tenant, String fingerprint, Instant since) {
        return count("tenant = ?1 and fingerprint = ?2 and openedAt >= ?3", tenant, fingerprint, since)
                + count("tenant = ?1 and fingerprint = ?2 and resolvedAt >= ?3", tenant, fingerprint, since);
    }

    /// Those that may explain others.
    ///
    /// @param rule of their alerts; of any where empty
    List<Incident> active(String tenant, Optional<String> rule) {
        return rule.map(name -> find("tenant = ?1 and rule = ?2 and status in ?3", tenant, name, IncidentStatus.ACTIVE))
                .orElseGet(() -> find("tenant = ?1 and status in ?2", tenant, IncidentStatus.ACTIVE))
                .list();
    }

    Optional<Incident> byId(String tenant, UUID id) {
        return find("tenant = ?1 and id = ?2", tenant, id).firstResultOptional();
    }

    void note(IncidentEvent event) {
        getEntityManager().persist(event);
    }

    List<IncidentEvent> eventsOf(UUID incident) {
        return getEntityManager()
                .createQuery("from IncidentEvent where incidentId = :id order by id", IncidentEvent.class)
                .setParameter("id", incident)
                .getResultList();
    }

    record Filter(
            String tenant,
            Set<IncidentStatus> statuses,
            @Nullable Severity severity) {}

    /// Newest first.
    List<Incident> page(Filter filter, int limit, int offset) {
        return query(filter).range(offset, offset + limit - 1).list();
    }

    long count(Filter filter) {
        return query(filter).count();
    }

    private PanacheQuery<Incident> query(Filter filter) {
        var condition = new StringBuilder("tenant = :tenant");
        var values = new HashMap<String, Object>(Map.of("tenant", filter.tenant()));
        if (!filter.statuses().isEmpty()) {
            condition.append(" and status in :statuses");
            values.put("statuses", filter.statuses());
        }
        if (filter.severity() != null) {
            condition.append(" and severity = :severity");
            values.put("severity", filter.severity());
        }
        return find(condition.toString(), Sort.descending("openedAt").and("id"), values);
    }

    /// Over for longer; with all that belongs to them.
    int deleteOverSince(Instant time, int limit) {
        return getEntityManager()
                .createNamedQuery(Incident.FORGET)
                .setParameter("before", time)
                .setParameter("limit", limit)
                .executeUpdate();
    }

    /// Of all tenants.
    Map<Severity, Long> openBySeverity() {
        var counts = new EnumMap<Severity, Long>(Severity.class);
        getEntityManager()
                .createQuery(
                        "select severity, count(*) from Incident where status in :active group by severity",
                        Object[].class)
                .setParameter("active", IncidentStatus.ACTIVE)
                .getResultList()
                .forEach(row -> counts.put((Severity) row[0], (Long) row[1]));
        return counts;
    }
}
