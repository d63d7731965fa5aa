package io.recloop.monitor.api;

import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Role;
import io.recloop.monitor.facts.ModelOutcomes;
import io.recloop.monitor.facts.OutcomeBook;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/v1/kpis/models")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@Blocking
public final class OutcomesResource {
    private static final Duration USUAL = Duration.ofDays(1);

    private final OutcomeBook outcomes;
    private final Caller caller;
    private final Clock clock;

    OutcomesResource(OutcomeBook outcomes, Caller caller, Clock clock) {
        this.outcomes = outcomes;
        this.caller = caller;
        this.clock = clock;
    }

    record Outcomes(String tenant, Instant from, Instant to, List<ModelOutcomes> models) {}

    @GET
    @Operation(
            summary = "How each model had ranked what users then took: hit rate at ten, mean reciprocal rank, rating"
                    + " error",
            description = "Times are ISO 8601; the default is the last day. The newest model comes first.")
    public Outcomes models(@RestQuery Optional<String> from, @RestQuery Optional<String> to) {
        var range = Range.of(from, to, USUAL, clock.instant());
        return new Outcomes(
                caller.tenant(), range.from(), range.to(), outcomes.between(caller.tenant(), range.from(), range.to()));
    }
}
