package io.recloop.alert.api;

import io.recloop.alert.oncall.OnCall;
import io.recloop.alert.oncall.Turn;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/v1/on-call")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
public final class OnCallResource {
    private final OnCall onCall;
    private final Caller caller;
    private final Clock clock;

    OnCallResource(OnCall onCall, Caller caller, Clock clock) {
        this.onCall = onCall;
        this.caller = caller;
        this.clock = clock;
    }

    /// @param person  absent in a gap
    /// @param because `rotation`, `override`, or what makes it a gap
    public record Shift(String rotation, @Nullable String person, List<String> channels, String because) {
        private static Shift of(Turn turn) {
            return new Shift(turn.rotation(), turn.person().orElse(null), turn.channels(), turn.because());
        }
    }

    /// @param overrides that have not ended
    /// @param gaps      times ahead in which nobody is on call, by the quarter of an hour
    public record Rotation(Shift now, List<OnCall.Override> overrides, List<OnCall.Gap> gaps) {}

    public record RotationList(List<Rotation> rotations) {}

    public record NewOverride(
            @NotBlank String person,
            @NotNull Instant startsAt,
            @NotNull Instant endsAt) {}

    public record Removed(UUID id) {}

    @GET
    @Operation(summary = "Who is on call in each rotation now, the overrides, and the gaps of the days ahead")
    public RotationList list(@RestQuery @DefaultValue("14") @Min(1) @Max(92) int days) {
        var now = clock.instant();
        return new RotationList(onCall.rotations().names().stream()
                .map(name -> new Rotation(
                        Shift.of(onCall.at(caller.tenant(), name, now)),
                        onCall.overrides(caller.tenant(), name, now),
                        onCall.gaps(caller.tenant(), name, now, now.plus(Duration.ofDays(days)))))
                .toList());
    }

    @POST
    @Path("/{rotation}/overrides")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Somebody takes over for a time",
            description = "Of overrides that overlap the one that begins last counts.")
    public OnCall.Override override(@PathParam("rotation") String rotation, @NotNull @Valid NewOverride body) {
        if (!onCall.rotations().names().contains(rotation)) {
            throw ProblemException.notFound("There is no rotation " + rotation);
        }
        if (!onCall.rotations().knowsPerson(body.person())) {
            throw ProblemException.invalid("person must be one of recloop.alert.people");
        }
        if (!body.startsAt().isBefore(body.endsAt()) || !body.endsAt().isAfter(clock.instant())) {
            throw ProblemException.invalid("endsAt must be after startsAt and in the future");
        }
        var wanted = new OnCall.Override(
                UUID.randomUUID(), rotation, body.person(), body.startsAt(), body.endsAt(), caller.name());
        return onCall.override(caller.tenant(), wanted);
    }

    @DELETE
    @Path("/overrides/{id}")
    @Operation(summary = "Take an override back")
    public Removed remove(@PathParam("id") String id) {
        if (!isOurs(id)) {
            throw ProblemException.notFound("There is no override with this id");
        }
        return new Removed(UUID.fromString(id));
    }

    /// What is not an id names no override.
    private boolean isOurs(String id) {
        try {
            return onCall.remove(caller.tenant(), UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
