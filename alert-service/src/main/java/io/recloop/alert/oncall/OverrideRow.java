package io.recloop.alert.oncall;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(schema = "alert", name = "oncall_override")
class OverrideRow {
    @Id
    UUID id;

    String tenant;
    String rotation;
    String person;
    Instant startsAt;
    Instant endsAt;
    String author;

    @SuppressWarnings("NullAway.Init")
    protected OverrideRow() {}

    OnCall.Override view() {
        return new OnCall.Override(id, rotation, person, startsAt, endsAt, author);
    }
}
