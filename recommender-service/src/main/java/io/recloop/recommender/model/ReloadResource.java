package io.recloop.recommender.model;

import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/v1/model/reload")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
class ReloadResource {
    private final ModelLoader loading;
    private final Caller caller;

    ReloadResource(ModelLoader loading, Caller caller) {
        this.loading = loading;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(202)
    @Operation(
            summary = "Reads the announced model again, also one that was refused before",
            description = "For when the store was repaired. It may be asked for again and again: what serves already "
                    + "is not loaded once more. What came of it is in GET /v1/model.")
    @APIResponse(
            responseCode = "202",
            description = "What will happen",
            content = @Content(examples = @ExampleObject(value = """
                                                    {"tenant": "default", "action": "load", "modelId": "als-2026",
                                                     "generation": 7, "detail": "It is being read from the store"}""")))
    public ReloadResult reload() {
        return loading.reload(caller.tenant());
    }
}
