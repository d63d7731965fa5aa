package io.recloop.alert.incidents;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// What a responder thinks of an incident.
@Entity
@Table(schema = "alert", name = "feedback")
@IdClass(Feedback.Key.class)
@NamedNativeQuery(name = Feedback.GIVE, query = """
                insert into alert.feedback (incident_id, author, useful, made_at)
                values (:incident, :author, :useful, :now)
                on conflict (incident_id, author) do update set useful = excluded.useful, made_at = excluded.made_at""")
@NamedNativeQuery(name = Feedback.PRECISION, query = """
                select i.rule, count(distinct i.id) as incidents,
                       count(distinct i.id) filter (where i.acknowledged_at is not null) as acknowledged,
                       count(f.incident_id) filter (where f.useful) as useful,
                       count(f.incident_id) filter (where not f.useful) as noise
                from alert.incident i left join alert.feedback f on f.incident_id = i.id
                where i.tenant = :tenant and i.opened_at >= :since
                group by i.rule order by noise desc, incidents desc, i.rule""")
class Feedback {
    static final String GIVE = "Feedback.give";
    static final String PRECISION = "Feedback.precision";

    record Key(UUID incidentId, String author) {}

    @Id
    UUID incidentId;

    @Id
    String author;

    boolean useful;
    Instant madeAt;

    @SuppressWarnings("NullAway.Init")
    protected Feedback() {}
}
