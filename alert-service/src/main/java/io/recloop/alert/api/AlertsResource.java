package io.recloop.alert.api;

import io.recloop.alert.posted.AlertDoor;
import io.recloop.alert.posted.AlertDoor.Receipt;
import io.recloop.alert.posted.AlertDraft;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

@Path("/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
public final class AlertsResource {
    private static final String SOURCE = "http";
    private static final int MOST = 1_000;

    private final AlertDoor door;
    private final Caller caller;

    AlertsResource(AlertDoor door, Caller caller) {
        this.door = door;
        this.caller = caller;
    }

    public record NewAlerts(@NotEmpty @Size(max = MOST) List<@NotNull @Valid NewAlert> alerts) {}

    /// Labels are an alert's identity. Name and severity are the labels `alertname` and `severity`, the summary is
    /// the annotation `summary`.
    ///
    /// @param endsAt in the past to say that it is over
    public record NewAlert(
            @Nullable String name,
            @Nullable String severity,
            @Nullable String summary,
            @Nullable Map<String, String> labels,
            @Nullable Map<String, String> annotations,
            @Nullable OffsetDateTime startsAt,
            @Nullable OffsetDateTime endsAt) {
        AlertDraft draft() {
            var identity = texts(labels);
            put(identity, "alertname", name);
            put(identity, "severity", severity);
            var texts = texts(annotations);
            put(texts, "summary", summary);
            return new AlertDraft(identity, texts, "", Optional.ofNullable(startsAt), Optional.ofNullable(endsAt));
        }

        private static Map<String, String> texts(@Nullable Map<String, String> given) {
            var texts = new HashMap<String, String>();
            if (given != null) {
                given.forEach((name, value) -> put(texts, name, value));
            }
            return texts;
        }

        private static void put(Map<String, String> texts, String name, @Nullable String value) {
            if (value != null) {
                texts.put(name, value);
            }
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Send alerts, all of them or none, and learn which incidents they opened")
    public Receipt send(@NotNull @Valid NewAlerts body) {
        return door.take(
                caller.tenant(),
                SOURCE,
                body.alerts().stream().map(NewAlert::draft).toList());
    }
}
