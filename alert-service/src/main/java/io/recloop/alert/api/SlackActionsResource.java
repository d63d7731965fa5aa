package io.recloop.alert.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recloop.alert.incidents.IncidentActions;
import io.recloop.alert.incidents.IncidentArchive;
import io.recloop.alert.links.AckLinks;
import io.recloop.alert.links.SlackSignature;
import io.recloop.kit.http.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The address that a Slack app calls when somebody presses the button in a message. Slack signs the request, and the
/// button carries the token of its incident: either one wrong, and nothing happens.
@Path("/v1/links/slack")
@PermitAll
@RunOnVirtualThread
public final class SlackActionsResource {
    private static final String FIELD = "payload=";
    private static final int MAX_BODY = 200_000;

    private final SlackSignature signature;
    private final AckLinks links;
    private final IncidentArchive archive;
    private final IncidentActions actions;
    private final ObjectMapper json;

    SlackActionsResource(
            SlackSignature signature,
            AckLinks links,
            IncidentArchive archive,
            IncidentActions actions,
            ObjectMapper json) {
        this.signature = signature;
        this.links = links;
        this.archive = archive;
        this.actions = actions;
        this.json = json;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "A press of the button in a Slack message, signed by Slack")
    public Response act(
            @HeaderParam("X-Slack-Request-Timestamp") @Nullable String timestamp,
            @HeaderParam("X-Slack-Signature") @Nullable String signed,
            String body) {
        if (!signature.isConfigured()) {
            throw ProblemException.notFound("Buttons of Slack are not configured");
        }
        if (body.length() > MAX_BODY || !signature.isValid(timestamp, signed, body)) {
            throw ProblemException.invalid("the signature is not Slack's, or the request is too old");
        }
        var payload = payload(body);
        var by = "slack:"
                + payload.at("/user/username").asText(payload.at("/user/id").asText("unknown"));
        for (var action : payload.path("actions")) {
            if (action.path("action_id").asText().equals("acknowledge")
                    && links.read(action.path("value").asText()) instanceof AckLinks.Reading.Valid(var incident)) {
                archive.tenantOf(incident).ifPresent(tenant -> acknowledge(tenant, incident, by));
            }
        }
        // Slack shows an error to who pressed the button unless it is answered so.
        return Response.ok().build();
    }

    private void acknowledge(String tenant, UUID incident, String by) {
        var unused = actions.acknowledge(tenant, incident, by, "by the button in Slack");
    }

    private JsonNode payload(String body) {
        var field = Arrays.stream(body.split("&"))
                .filter(part -> part.startsWith(FIELD))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("there is no payload"));
        try {
            return json.readTree(URLDecoder.decode(field.substring(FIELD.length()), StandardCharsets.UTF_8));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw ProblemException.invalid("the payload is not JSON");
        }
    }
}
