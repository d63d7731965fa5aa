package io.recloop.recommender.feedback;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/v1/interactions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLIENT, Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class InteractionResource {
    private static final String TYPE = "interaction-recorded";

    private final EventReader reading;
    private final AcknowledgedSender sending;
    private final Caller caller;

    InteractionResource(EventReader reading, AcknowledgedSender sending, Caller caller) {
        this.reading = reading;
        this.sending = sending;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    @Operation(
            summary = "Record what users did: one interaction, or an array of up to 1000",
            description = "Answers when the broker has acknowledged all of them. Without eventId one is made up; "
                    + "give your own to make a repeated request harmless. Without occurredAt it is now.")
    public Acknowledgement record(byte[] body) {
        return sending.send(Topic.INTERACTIONS, reading.all(InteractionEvent.class, TYPE, caller.tenant(), body));
    }
}
