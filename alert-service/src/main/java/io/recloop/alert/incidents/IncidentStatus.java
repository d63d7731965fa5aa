package io.recloop.alert.incidents;

import java.util.Locale;
import java.util.Set;

/// Where an incident stands.
public enum IncidentStatus {
    FIRING,
    /// Somebody is at it: nothing is repeated or escalated.
    ACKNOWLEDGED,
    /// Silent until a time, then firing again.
    SNOOZED,
    RESOLVED,
    /// Nothing was heard of it for too long.
    EXPIRED;

    /// The trouble lasts. One incident of an alert group at most is active.
    static final Set<IncidentStatus> ACTIVE = Set.of(FIRING, ACKNOWLEDGED, SNOOZED);

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isActive() {
        return ACTIVE.contains(this);
    }

    static IncidentStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
