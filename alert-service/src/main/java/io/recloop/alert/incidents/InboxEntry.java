package io.recloop.alert.incidents;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;

/// An event that has taken effect, remembered in the transaction of its effect.
@Entity
@Table(schema = "alert", name = "inbox")
@NamedNativeQuery(name = InboxEntry.ACCEPT, query = """
                insert into alert.inbox (event_id, tenant, fingerprint, effect, occurred_at, received_at)
                values (:event, :tenant, :fingerprint, '', :occurred, :now) on conflict do nothing""")
class InboxEntry {
    static final String ACCEPT = "InboxEntry.accept";

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
