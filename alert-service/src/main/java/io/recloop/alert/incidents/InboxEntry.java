package io.recloop.alert.incidents;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;

/// An event that has taken effect, remembered in the transaction of its effect.
@Entity
@Table(schema = "alert", name = "inbox")
@NamedNativeQuery(name = InboxEntry.ACCEPT, resultClass = String.class, query = """
                insert into alert.inbox (event_id, tenant, fingerprint, effect, occurred_at, received_at)
                select distinct on (event_id) event_id, tenant, fingerprint, '', occurred, cast(:now as timestamptz)
                from json_to_recordset(cast(:events as json))
                     as e(event_id text, tenant text, fingerprint text, occurred timestamptz)
                order by event_id on conflict do nothing returning event_id""")
@NamedNativeQuery(name = InboxEntry.NOTE, query = """
                update alert.inbox i set effect = e.effect
                from json_to_recordset(cast(:effects as json)) as e(event_id text, effect text)
                where i.event_id = e.event_id""")
class InboxEntry {
    static final String ACCEPT = "InboxEntry.accept";
    static final String NOTE = "InboxEntry.note";

    @Id
    String eventId;

    String tenant;
    String fingerprint;
    String effect;
    Instant occurredAt;
    Instant receivedAt;

    @SuppressWarnings("NullAway.Init")
    protected InboxEntry() {}
}
