package io.recloop.monitor.api;

import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Problem;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.recloop.monitor.facts.KpiBook;
import io.recloop.monitor.facts.Kpis;
import io.recloop.monitor.health.LoopHealth;
import io.recloop.monitor.runs.Evaluations;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
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

@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@Blocking
public final class MonitorResource {
    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration USUAL_STEP = Duration.ofMinutes(1);
    private static final Duration USUAL_ITEMS = Duration.ofDays(1);
    private static final long MOST_POINTS = 1_500;

    private final KpiBook kpis;
    private final Evaluations evaluations;
    private final LoopHealth health;
    private final Caller caller;
    private final Clock clock;

    MonitorResource(KpiBook kpis, Evaluations evaluations, LoopHealth health, Caller caller, Clock clock) {
        this.kpis = kpis;
        this.evaluations = evaluations;
        this.health = health;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Path("/kpis")
    @Operation(
            summary = "What the recommender did, per step of time",
            description = "Times are ISO 8601; the default is the last hour by the minute, step=PT1M.")
    public Kpis kpis(
            @RestQuery Optional<String> from, @RestQuery Optional<String> to, @RestQuery Optional<String> step) {
        var range = Range.of(from, to, USUAL, clock.instant());
        Duration width = step.map(text -> Range.duration("step", text)).orElse(USUAL_STEP);
        if (width.toSeconds() < 1 || Duration.between(range.from(), range.to()).dividedBy(width) > MOST_POINTS) {
            throw ProblemException.invalid(
                    "step must be at least a second and give at most %d points".formatted(MOST_POINTS));
        }
        return kpis.between(caller.tenant(), range.from(), range.to(), width);
    }

    @GET
    @Path("/kpis/items")
    @Operation(summary = "The items shown most in the last day, and how often they were clicked")
    public List<Kpis.ItemKpi> items(@RestQuery @DefaultValue("20") @Min(1) @Max(1000) int limit) {
        Instant now = clock.instant();
        return kpis.items(caller.tenant(), now.minus(USUAL_ITEMS), now, limit);
    }

    @GET
    @Path("/drift")
    @Operation(summary = "Drift evaluations, the newest first")
    public List<DriftEvaluated> drift(@RestQuery @DefaultValue("20") @Min(1) @Max(500) int limit) {
        return evaluations.newest(caller.tenant(), limit);
    }

    @GET
    @Path("/drift/latest")
    @Operation(summary = "The newest drift evaluation")
    public DriftEvaluated latest() {
        return evaluations.newest(caller.tenant(), 1).stream()
                .findFirst()
                .orElseThrow(MonitorResource::nothingEvaluated);
    }

    @GET
    @Path("/health")
    @Operation(summary = "The health of the loop: the worst of its parts, with what is not known")
    public LoopHealth.Report health() {
        return health.of(caller.tenant());
    }

    private static ProblemException nothingEvaluated() {
        return new ProblemException(
                Problem.of("nothing-evaluated", "Nothing was evaluated yet", 404, "request a run of drift-detection"));
    }
}
