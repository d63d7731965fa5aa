package io.recloop.alert.api;

import io.recloop.alert.suppression.Maintenance;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

@Path("/v1/maintenance")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
public final class MaintenanceResource {
    private final Maintenance maintenance;
    private final Caller caller;
    private final Clock clock;

    MaintenanceResource(Maintenance maintenance, Caller caller, Clock clock) {
        this.maintenance = maintenance;
        this.caller = caller;
        this.clock = clock;
    }

    /// @param reason why; for the person who looks next
    public record Wanted(
            @NotNull Instant until,
            @NotBlank @Size(max = 2_000) String reason) {}

    /// @param window absent where there is no maintenance
    public record State(boolean on, Maintenance.@Nullable Window window) {}

    @GET
    @Operation(summary = "Whether the caller's tenant is in maintenance, until when and why")
    public State show() {
        return maintenance
                .at(caller.tenant(), clock.instant())
                .map(window -> new State(true, window))
                .orElseGet(() -> new State(false, null));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Begin maintenance, or change its end",
            description = "Incidents are recorded and nobody is notified. What still fires at the end is sent then.")
    public State begin(@NotNull @Valid Wanted body) {
        if (!body.until().isAfter(clock.instant())) {
            throw ProblemException.invalid("until must be in the future");
        }
        return new State(true, maintenance.begin(caller.tenant(), body.until(), body.reason(), caller.name()));
    }

    @DELETE
    @Operation(summary = "End maintenance now; one that is over already stays so")
    public State end() {
        boolean unused = maintenance.end(caller.tenant());
        return new State(false, null);
    }
}
