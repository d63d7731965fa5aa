package io.recloop.alert.messages;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.alert.notifications.LeasedNotification;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A notification's payload, read. What is missing is empty: a channel sends what there is.
public final class NotificationDocument {
    private final LeasedNotification notification;
    private final JsonNode root;

    private NotificationDocument(LeasedNotification notification, JsonNode root) {
        this.notification = notification;
        this.root = root;
    }

    public static NotificationDocument of(LeasedNotification notification) {
        try {
            return new NotificationDocument(
                    notification,
                    EventCodec.JSON.readTree(notification.content().payload()));
        } catch (IOException e) {
            throw new IllegalArgumentException("the payload is not JSON", e);
        }
    }

    /// `incident.fired` and the like.
    public String type() {
        return root.path("type").asText();
    }

    public boolean isResolved() {
        return type().equals("incident.resolved");
    }

    public String text(String field) {
        return data().path(field).asText("");
    }

    public Optional<Instant> time(String field) {
        return instant(data().path(field));
    }

    /// When it happened, by the clock of the service that raised it.
    public Instant timestamp() {
        return instant(root.path("timestamp")).orElse(notification.createdAt());
    }

    public Map<String, String> labels() {
        return texts(data().path("labels"));
    }

    public Map<String, String> details() {
        return texts(data().path("details"));
    }

    /// Where the reader can act, by name, such as `acknowledge`.
    public Map<String, String> links() {
        return texts(root.path("links"));
    }

    public JsonNode group() {
        return root.path("group");
    }

    /// The incidents that this tells of, or the only one.
    public List<JsonNode> incidents() {
        var all = new ArrayList<JsonNode>();
        root.path("incidents").forEach(all::add);
        return all.isEmpty() ? List.of(data()) : all;
    }

    /// How many more there are than [#incidents()] has.
    public int truncated() {
        return root.path("truncated").asInt(0);
    }

    public LeasedNotification notification() {
        return notification;
    }

    private JsonNode data() {
        return root.path("data");
    }

    public static Map<String, String> texts(JsonNode object) {
        var texts = new TreeMap<String, String>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    public static Optional<Instant> instant(JsonNode value) {
        try {
            return value.isTextual() ? Optional.of(Instant.parse(value.textValue())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
