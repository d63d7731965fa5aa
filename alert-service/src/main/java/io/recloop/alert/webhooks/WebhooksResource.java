package io.recloop.alert.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.alert.posted.AlertDoor;
import io.recloop.alert.posted.AlertDoor.Receipt;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Path("/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
public final class WebhooksResource {
    private final AlertDoor door;
    private final IncomingWebhooks webhooks;
    private final Caller caller;
    private final Clock clock;

    WebhooksResource(AlertDoor door, IncomingWebhooks webhooks, Caller caller, Clock clock) {
        this.door = door;
        this.webhooks = webhooks;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Path("/grafana")
    @Operation(summary = "The webhook of a contact point of Grafana, or of a receiver of Alertmanager")
    public Receipt grafana(@NotNull JsonNode body) {
        return door.take(caller.tenant(), IncomingWebhooks.GRAFANA, GrafanaWebhook.read(body, clock.instant()));
    }

    @POST
    @Path("/{name}")
    @Operation(summary = "A webhook whose mapping is configured as recloop.alert.incoming-webhooks.NAME")
    public Receipt mapped(@PathParam("name") String name, @NotNull JsonNode body) {
        var mapping =
                webhooks.named(name).orElseThrow(() -> ProblemException.notFound("There is no webhook of this name"));
        return door.take(caller.tenant(), "webhook-" + name, mapping.read(body));
    }
}
