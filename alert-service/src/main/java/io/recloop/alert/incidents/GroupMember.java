package io.recloop.alert.incidents;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;

/// An incident in a group.
@Entity
@Table(schema = "alert", name = "group_member")
@IdClass(GroupMember.Key.class)
class GroupMember {
    static final String NOTHING = "nothing";
    static final String FIRING = "firing";

    record Key(UUID groupId, UUID incidentId) {}

    @Id
    UUID groupId;

    @Id
    UUID incidentId;

    /// What the channels know of it.
    String told;

    @SuppressWarnings("NullAway.Init")
    protected GroupMember() {}

    boolean isTold() {
        return told.equals(FIRING);
    }
}
