package io.recloop.alert.api;

import io.recloop.alert.incidents.IncidentArchive;
import io.recloop.alert.incidents.IncidentView;
import io.recloop.alert.incidents.Incidents;
import io.recloop.alert.notifications.DeliverySignal;
import io.recloop.contracts.events.Severity;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Problem;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/v1/incidents")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
public final class IncidentsResource {
    private static final int MAX_NOTE = 2_000;

    private final IncidentArchive archive;
    private final Incidents incidents;
    private final DeliverySignal delivery;
    private final Caller caller;

    IncidentsResource(IncidentArchive archive, Incidents incidents, DeliverySignal delivery, Caller caller) {
        this.archive = archive;
        this.incidents = incidents;
        this.delivery = delivery;
        this.caller = caller;
    }

    /// @param note why, or what is being done; for the person who looks next
    public record Note(@NotBlank @Size(max = MAX_NOTE) String note) {}

    @GET
    @Operation(summary = "Incidents of the caller's tenant, newest first")
    public IncidentView.Page list(
            @RestQuery @DefaultValue("open") String status,
            @RestQuery @Nullable String severity,
            @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit,
            @RestQuery @DefaultValue("0") @Min(0) @Max(1_000_000) int offset) {
        return archive.list(caller.tenant(), statusOf(status), severityOf(severity), limit, offset);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One incident: its events, its notifications and every attempt to deliver them")
    public IncidentView.Story story(@PathParam("id") String id) {
        return archive.story(caller.tenant(), idOf(id)).orElseThrow(IncidentsResource::unknownIncident);
    }

    @POST
    @Path("/{id}/acknowledge")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Say that somebody is at it; the note stays with the incident")
    public IncidentView acknowledge(@PathParam("id") String id, @NotNull @Valid Note body) {
        return archive.acknowledge(caller.tenant(), idOf(id), caller.name(), body.note())
                .orElseThrow(IncidentsResource::unknownIncident);
    }

    @POST
    @Path("/{id}/resolve")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "End an incident whose source is gone; the note stays with it")
    public IncidentView resolve(@PathParam("id") String id, @NotNull @Valid Note body) {
        return incidents
                .resolveByHand(caller.tenant(), idOf(id), caller.name(), body.note())
                .map(resolved -> {
                    delivery.wake();
                    return resolved;
                })
                .orElseThrow(IncidentsResource::unknownIncident);
    }

    private static @Nullable String statusOf(String status) {
        return switch (status) {
            case "all" -> null;
            case "open", "resolved" -> status;
            default -> throw ProblemException.invalid("status must be one of open, resolved, all");
        };
    }

    private static @Nullable Severity severityOf(@Nullable String code) {
        if (code == null) {
            return null;
        }
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.code().equals(code))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("severity must be one of "
                        + Arrays.stream(Severity.values()).map(Severity::code).collect(Collectors.joining(", "))));
    }

    /// What is not an id names no incident.
    private static UUID idOf(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw unknownIncident();
        }
    }

    private static ProblemException unknownIncident() {
        return new ProblemException(
                Problem.of("unknown-incident", "The incident is not known", 404, "There is no incident with this id"));
    }
}
