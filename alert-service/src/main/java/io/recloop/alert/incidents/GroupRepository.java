package io.recloop.alert.incidents;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@Singleton
class GroupRepository implements PanacheRepositoryBase<NotificationGroup, UUID> {

    void ensure(UUID id, String tenant, String route, Map<String, String> labels) {
        getEntityManager()
                .createNamedQuery(NotificationGroup.ENSURE)
                .setParameter("id", id)
                .setParameter("tenant", tenant)
                .setParameter("route", route)
                .setParameter("labels", AlertGroupRepository.json(labels))
                .executeUpdate();
    }

    boolean exists(UUID id) {
        return count("id", id) > 0;
    }

    /// Empty where somebody else holds it, or there is none.
    Optional<NotificationGroup> tryLock(UUID id) {
        return getEntityManager()
                .createNamedQuery(NotificationGroup.TRY_LOCK, NotificationGroup.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    void join(List<Map<String, String>> members) {
        getEntityManager()
                .createNamedQuery(NotificationGroup.JOIN)
                .setParameter("members", AlertGroupRepository.json(members))
                .executeUpdate();
    }

    record Standing(GroupMember member, Incident incident) {}

    /// By the id of the incident, those after one.
    List<Standing> members(UUID group, UUID after, int limit) {
        return getEntityManager()
                .createQuery(
                        "select m, i from GroupMember m join Incident i on i.id = m.incidentId"
                                + " where m.groupId = :group and m.incidentId > :after order by m.incidentId",
                        Object[].class)
                .setParameter("group", group)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultStream()
                .map(row -> new Standing((GroupMember) row[0], (Incident) row[1]))
                .toList();
    }

    void detach(Standing standing) {
        getEntityManager().detach(standing.member());
        getEntityManager().detach(standing.incident());
    }

    List<GroupMember> of(UUID incident) {
        return getEntityManager()
                .createQuery("from GroupMember where incidentId = :incident", GroupMember.class)
                .setParameter("incident", incident)
                .getResultList();
    }

    void told(UUID group, Collection<UUID> incidents) {
        getEntityManager()
                .createQuery(
                        "update GroupMember set told = 'firing' where groupId = :group and incidentId in :incidents")
                .setParameter("group", group)
                .setParameter("incidents", incidents)
                .executeUpdate();
    }

    void leave(UUID group, Collection<UUID> incidents) {
        getEntityManager()
                .createQuery("delete from GroupMember where groupId = :group and incidentId in :incidents")
                .setParameter("group", group)
                .setParameter("incidents", incidents)
                .executeUpdate();
    }

    int deleteEmptySince(Instant time) {
        return getEntityManager()
                .createNamedQuery(NotificationGroup.FORGET)
                .setParameter("before", time)
                .executeUpdate();
    }
}
