package io.recloop.alert.alertmanager;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/// Alerts as JSON, with the fields in Alertmanager's order.
final class AlertWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AlertWriter() {}

    static ArrayNode alerts(Collection<CurrentAlert> alerts) {
        var array = JSON.arrayNode();
        alerts.forEach(alert -> array.add(alert(alert)));
        return array;
    }

    private static ObjectNode alert(CurrentAlert current) {
        var alert = current.alert();
        var node = JSON.objectNode();
        node.set("annotations", texts(alert.annotations()));
        node.put("endsAt", GoTimes.written(alert.span().endsAt()));
        node.put("fingerprint", current.fingerprint());
        var receivers = node.putArray("receivers");
        current.receivers().forEach(name -> receivers.add(receiver(name)));
        node.put("startsAt", GoTimes.written(alert.span().startsAt()));
        var status = node.putObject("status");
        var inhibitedBy = status.putArray("inhibitedBy");
        current.inhibitedBy().forEach(inhibitedBy::add);
        var silencedBy = status.putArray("silencedBy");
        current.silencedBy().stream().map(UUID::toString).sorted().forEach(silencedBy::add);
        status.put("state", current.isSuppressed() ? "suppressed" : "active");
        node.put("updatedAt", GoTimes.written(alert.updatedAt()));
        if (!alert.generatorUrl().isEmpty()) {
            node.put("generatorURL", alert.generatorUrl());
        }
        node.set("labels", texts(alert.labels()));
        return node;
    }

    static ObjectNode receiver(String name) {
        return JSON.objectNode().put("name", name);
    }

    static ObjectNode texts(Map<String, String> texts) {
        var node = JSON.objectNode();
        texts.forEach(node::put);
        return node;
    }
}
