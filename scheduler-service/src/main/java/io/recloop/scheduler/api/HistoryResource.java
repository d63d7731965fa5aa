package io.recloop.scheduler.api;

import io.recloop.contracts.events.Pipeline;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.recloop.scheduler.remediation.RemediationHistory;
import io.recloop.scheduler.remediation.RemediationView;
import io.recloop.scheduler.runs.RunHistory;
import io.recloop.scheduler.runs.RunView;
import io.recloop.scheduler.slots.SlotView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
public final class HistoryResource {
    private static final List<String> STATUSES = List.of("requested", "running", "succeeded", "refused", "failed");
    private static final List<String> PIPELINES =
            Arrays.stream(Pipeline.values()).map(Pipeline::code).toList();
    private static final Duration WEEK = Duration.ofDays(7);

    private final RunHistory history;
    private final JobService jobs;
    private final RemediationHistory remediations;
    private final Caller caller;
    private final Clock clock;

    HistoryResource(RunHistory history, JobService jobs, RemediationHistory remediations, Caller caller, Clock clock) {
        this.history = history;
        this.jobs = jobs;
        this.remediations = remediations;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Path("/runs")
    @Operation(summary = "Runs of all pipelines and requesters, newest first")
    public RunView.Page runs(
            @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit,
            @RestQuery @Nullable String pipeline,
            @RestQuery @Nullable String status) {
        return history.list(
                caller.tenant(), oneOf("pipeline", pipeline, PIPELINES), oneOf("status", status, STATUSES), limit);
    }

    @GET
    @Path("/runs/{runId}")
    @Operation(summary = "One run")
    public RunView run(@PathParam("runId") String runId) {
        return history.find(caller.tenant(), runId).orElseThrow(JobProblems::unknownRun);
    }

    @GET
    @Path("/slots")
    @Operation(summary = "Why did it (not) run: the slots of a job, newest first; the last week where no time is given")
    public SlotView.Page slots(
            @RestQuery @NotBlank String job,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        var until = to == null ? clock.instant().plusSeconds(1) : time("to", to);
        var since = from == null ? until.minus(WEEK) : time("from", from);
        return jobs.slots(jobs.job(caller.tenant(), job), since, until, limit);
    }

    @GET
    @Path("/remediations")
    @Operation(summary = "What was decided about each severe drift, newest first")
    public RemediationView.Page remediations(@RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return remediations.list(caller.tenant(), limit);
    }

    private static @Nullable String oneOf(String name, @Nullable String given, List<String> known) {
        if (given != null && !known.contains(given)) {
            throw ProblemException.invalid("%s must be one of %s".formatted(name, String.join(", ", known)));
        }
        return given;
    }

    private static Instant time(String name, String given) {
        try {
            return Instant.parse(given);
        } catch (DateTimeException e) {
            throw ProblemException.invalid(name + " must be a time such as 2026-01-31T12:00:00Z");
        }
    }
}
