package io.recloop.alert.messages;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.alert.notifications.LeasedNotification;
import io.recloop.contracts.events.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Notifications that no queue knows of.
public final class TestNotices {
    public static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
    public static final UUID INCIDENT = new UUID(7, 1);

    private TestNotices() {}

    public static LeasedNotification of(String type, String severity, String summary) {
        return of(type, severity, summary, Map.of("model", "m1"));
    }

    public static LeasedNotification of(String type, String severity, String summary, Map<String, String> labels) {
        try {
            var data = new TreeMap<String, Object>();
            data.put("incidentId", INCIDENT);
            data.put("tenant", "default");
            data.put("fingerprint", "00ff");
            data.put("rule", "ctr-low");
            data.put("severity", severity);
            data.put("status", type.endsWith("resolved") ? "resolved" : "open");
            data.put("source", "monitor-service");
            data.put("summary", summary);
            data.put("labels", labels);
            data.put("details", Map.of("measured", "0.1"));
            data.put("occurrences", 2);
            data.put("openedAt", AT);
            data.put("lastSeenAt", AT);
            if (type.endsWith("resolved")) {
                data.put("resolvedAt", AT.plusSeconds(60));
            }
            var payload = EventCodec.JSON.writeValueAsString(Map.of("type", type, "timestamp", AT, "data", data));
            var content = new LeasedNotification.Content(INCIDENT, type, "chat", Optional.empty(), severity, payload);
            return new LeasedNotification(
                    UUID.nameUUIDFromBytes(type.getBytes(StandardCharsets.UTF_8)), content, 1, 0, AT, false);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
