package io.recloop.alert.incidents;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.Severity;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Incidents and the events that changed them.
@Singleton
class IncidentRepository implements PanacheRepositoryBase<Incident, UUID> {

    Optional<Incident> open(AlertEvent event) {
        return find("tenant = ?1 and fingerprint = ?2 and status = 'open'", event.tenant(), event.fingerprint())
                .firstResultOptional();
    }

    Optional<Incident> newest(AlertEvent event) {
        return find("tenant = ?1 and fingerprint = ?2 order by episode desc", event.tenant(), event.fingerprint())
                .firstResultOptional();
    }

    Optional<Incident> byId(String tenant, UUID id) {
        return find("tenant = ?1 and id = ?2", tenant, id).firstResultOptional();
    }

    /// @return whether the tenant has such an incident
    boolean acknowledge(String tenant, UUID id, IncidentView.Acknowledgement made) {
        return update(
                        "acknowledgedAt = ?1, acknowledgedBy = ?2, acknowledgedNote = ?3 where tenant = ?4 and id = ?5",
                        made.at(),
                        made.by(),
                        made.note(),
                        tenant,
                        id)
                == 1;
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
            @Nullable String status,
            @Nullable Severity severity) {}

    /// Newest first.
    IncidentView.Page page(Filter filter, int limit, int offset) {
        var condition = new StringBuilder("tenant = :tenant");
        var values = new HashMap<String, Object>(Map.of("tenant", filter.tenant()));
        if (filter.status() != null) {
            condition.append(" and status = :status");
            values.put("status", filter.status());
        }
        if (filter.severity() != null) {
            condition.append(" and severity = :severity");
            values.put("severity", filter.severity());
        }
        var found = find(condition.toString(), Sort.descending("openedAt").and("id"), values);
        long total = found.count();
        var incidents = found.range(offset, offset + limit - 1).stream()
                .map(Incident::view)
                .toList();
        return new IncidentView.Page(incidents, total, limit, offset);
    }

    /// Of all tenants.
    Map<Severity, Long> openBySeverity() {
        var counts = new EnumMap<Severity, Long>(Severity.class);
        getEntityManager()
                .createQuery(
                        "select severity, count(*) from Incident where status = 'open' group by severity",
                        Object[].class)
                .getResultList()
                .forEach(row -> counts.put((Severity) row[0], (Long) row[1]));
        return counts;
    }
}
