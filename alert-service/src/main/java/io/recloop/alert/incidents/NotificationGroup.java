package io.recloop.alert.incidents;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// Incidents of one route that have the route's labels in common. Locked while its notification is made.
@Entity
@Table(schema = "alert", name = "notification_group")
@NamedNativeQuery(name = NotificationGroup.ENSURE, query = """
                insert into alert.notification_group (id, tenant, route, labels)
                values (:id, :tenant, :route, cast(:labels as jsonb)) on conflict do nothing""")
@NamedNativeQuery(name = NotificationGroup.TRY_LOCK, resultClass = NotificationGroup.class, query = """
                select * from alert.notification_group where id = :id for update skip locked""")
@NamedNativeQuery(name = NotificationGroup.JOIN, query = """
                insert into alert.group_member (group_id, incident_id)
                select cast(group_id as uuid), cast(incident_id as uuid)
                from json_to_recordset(cast(:members as json)) as m(group_id text, incident_id text)
                on conflict do nothing""")
@NamedNativeQuery(name = NotificationGroup.FORGET, query = """
                delete from alert.notification_group g
                where last_flush_at < :before
                  and not exists (select 1 from alert.group_member m where m.group_id = g.id)""")
class NotificationGroup {
    static final String ENSURE = "NotificationGroup.ensure";
    static final String TRY_LOCK = "NotificationGroup.tryLock";
    static final String JOIN = "NotificationGroup.join";
    static final String FORGET = "NotificationGroup.forget";

    @Id
    UUID id;

    String tenant;
    String route;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> labels;

    @Nullable
    Instant lastFlushAt;

    int flushes;

    @SuppressWarnings("NullAway.Init")
    protected NotificationGroup() {}

    void flushed(Instant at) {
        lastFlushAt = at;
        flushes++;
    }
}
