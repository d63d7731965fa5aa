package io.recloop.alert.api;

import io.recloop.alert.incidents.IncidentActions;
import io.recloop.alert.incidents.IncidentArchive;
import io.recloop.alert.incidents.IncidentStatus;
import io.recloop.alert.incidents.IncidentView;
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
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private final IncidentActions actions;
    private final DeliverySignal delivery;
    private final Caller caller;
    private final Clock clock;

    IncidentsResource(
            IncidentArchive archive, IncidentActions actions, DeliverySignal delivery, Caller caller, Clock clock) {
        this.archive = archive;
        this.actions = actions;
        this.delivery = delivery;
        this.caller = caller;
        this.clock = clock;
    }

    /// @param note why, or what is being done; for the person who looks next
    public record Note(@NotBlank @Size(max = MAX_NOTE) String note) {}

    /// @param until when it fires again
    public record Snooze(
            @NotNull Instant until,
            @NotBlank @Size(max = MAX_NOTE) String note) {}

    /// @param verdict `useful` or `noise`
    public record Mark(
            @NotNull @Pattern(regexp = "useful|noise", message = "must be useful or noise")
            String verdict,

            @NotNull @Size(max = MAX_NOTE) String note) {}

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
    @Operation(summary = "Say that somebody is at it: repetitions and escalation stop; the note stays")
    public IncidentView acknowledge(@PathParam("id") String id, @NotNull @Valid Note body) {
        return known(actions.acknowledge(caller.tenant(), idOf(id), caller.name(), body.note()));
    }

    @POST
    @Path("/{id}/snooze")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Silence an incident until a time; then it fires again")
    public IncidentView snooze(@PathParam("id") String id, @NotNull @Valid Snooze body) {
        if (!body.until().isAfter(clock.instant())) {
            throw ProblemException.invalid("until must be in the future");
        }
        return known(actions.snooze(caller.tenant(), idOf(id), caller.name(), body.until(), body.note()));
    }

    @POST
    @Path("/{id}/resolve")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "End an incident whose source is gone; the note stays with it")
    public IncidentView resolve(@PathParam("id") String id, @NotNull @Valid Note body) {
        return known(actions.resolve(caller.tenant(), idOf(id), caller.name(), body.note()));
    }

    @POST
    @Path("/{id}/notes")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Add a note to an incident's history")
    public IncidentView note(@PathParam("id") String id, @NotNull @Valid Note body) {
        return known(actions.note(caller.tenant(), idOf(id), caller.name(), body.note()));
    }

    @POST
    @Path("/{id}/feedback")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Mark an incident as useful or as noise; the last word of each person counts")
    public IncidentView mark(@PathParam("id") String id, @NotNull @Valid Mark body) {
        return known(actions.mark(
                caller.tenant(), idOf(id), caller.name(), body.verdict().equals("useful"), body.note()));
    }

    private IncidentView known(Optional<IncidentView> changed) {
        delivery.wake();
        return changed.orElseThrow(IncidentsResource::unknownIncident);
    }

    private static final Set<String> STATUSES = Stream.concat(
                    Stream.of("open", "all"),
                    Arrays.stream(IncidentStatus.values()).map(IncidentStatus::code))
            .collect(Collectors.toCollection(LinkedHashSet::new));

    private static String statusOf(String status) {
        if (!STATUSES.contains(status)) {
            throw ProblemException.invalid("status must be one of " + String.join(", ", STATUSES));
        }
        return status;
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
