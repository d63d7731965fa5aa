package io.recloop.alert.channels;

import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.LeasedNotification;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import org.jboss.logging.Logger;

/// One line for each notification: a few fields for a person, then the whole of it as JSON for a machine.
/// JSON has no line breaks, so that nobody's summary can forge a line.
public final class LogChannel implements Channel {
    private static final Logger LOG = Logger.getLogger("recloop.alerts");

    private final String name;

    public LogChannel(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public AttemptResult send(LeasedNotification notification) {
        var content = notification.content();
        try {
            var payload = EventCodec.JSON.readTree(content.payload());
            var incident = payload.path("data");
            var line = "alert=%s severity=%s rule=%s incident=%s status=%s%s summary=%s notice=%s"
                    .formatted(
                            content.reason(),
                            content.severity(),
                            incident.path("rule"),
                            content.incidentId(),
                            incident.path("status").asText(),
                            content.fallbackFor()
                                    .map(name -> " unreachable=" + name)
                                    .orElse(""),
                            incident.path("summary"),
                            content.payload());
            LOG.log(level(content), line);
            return new AttemptResult.Delivered(null);
        } catch (IOException e) {
            return new AttemptResult.Refused(null, "the payload is not JSON");
        }
    }

    private static Logger.Level level(LeasedNotification.Content content) {
        if (content.reason().equals("RESOLVED")) {
            return Logger.Level.INFO;
        }
        return switch (content.severity()) {
            case "critical", "error" -> Logger.Level.ERROR;
            case "warning" -> Logger.Level.WARN;
            default -> Logger.Level.INFO;
        };
    }
}
