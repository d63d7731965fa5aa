package io.recloop.recommender.serving;

import io.recloop.recommender.access.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What an answer costs before there is anything in it: the benchmarks compare recommendations with this.
@Path("/v1/ping")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLIENT, Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class PingResource {
    private static final Pong PONG = new Pong("recommender-service");

    record Pong(String service) {}

    @GET
    @Operation(summary = "An empty answer, with the same authentication as any other")
    public Pong ping() {
        return PONG;
    }
}
