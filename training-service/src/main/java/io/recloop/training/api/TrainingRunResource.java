package io.recloop.training.api;

import io.recloop.training.registry.Judgement;
import io.recloop.training.registry.Quality;
import io.recloop.training.registry.Run;
import io.recloop.training.registry.Runs;
import io.recloop.training.runs.RunService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Training runs: ask for one, and see how it goes.
@Path("/v1/training-runs")
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
class TrainingRunResource {
    private static final String PIPELINE = "model-training";

    private final RunService service;
    private final Runs runs;
    private final Caller caller;

    @Inject
    TrainingRunResource(RunService service, Runs runs, Caller caller) {
        this.service = service;
        this.runs = runs;
        this.caller = caller;
    }

    /// @param parameters factors, iterations, regularization, unobservedWeight, seed
    /// @param force      publish even where the gate says no
    record Request(
            @Size(max = 20) @Nullable Map<@Size(max = 40) String, Object> parameters,
            @Nullable Boolean force,
            @Size(max = 500) @Nullable String reason) {}

    record Accepted(String runId) {}

    record View(
            String runId,
            String pipeline,
            Run.Status status,
            String requestedBy,
            String requestReason,
            Map<String, String> parameters,
            @Nullable String executor,
            @Nullable String stage,
            @Nullable Double fraction,
            @Nullable Double remainingSeconds,
            @Nullable String message,
            Instant requestedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String modelId,
            @Nullable Quality metrics,
            @Nullable Judgement gate,
            @Nullable String reason,
            @Nullable List<Run.Iteration> iterations) {
        static View of(Run run, @Nullable List<Run.Iteration> iterations) {
            return new View(
                    run.runId(),
                    PIPELINE,
                    run.status(),
                    run.requestedBy(),
                    run.requestReason(),
                    run.parameters(),
                    run.executor(),
                    run.stage(),
                    run.fraction(),
                    run.remainingSeconds(),
                    run.message(),
                    run.requestedAt(),
                    run.startedAt(),
                    run.finishedAt(),
                    run.modelId(),
                    run.metrics(),
                    run.gate(),
                    run.reason(),
                    iterations);
        }
    }

    record Listing(List<View> runs) {}

    @POST
    @ResponseStatus(202)
    @Operation(summary = "Ask for a training run; answered once the broker has the request")
    public Accepted request(@Valid @Nullable Request request) {
        var parameters = new HashMap<String, String>();
        var reason = "asked for";
        if (request != null) {
            if (request.parameters() != null) {
                request.parameters().forEach((name, value) -> parameters.put(name, text(name, value)));
            }
            if (request.force() != null) {
                parameters.put("force", request.force().toString());
            }
            reason = request.reason() == null || request.reason().isBlank() ? reason : request.reason();
        }
        return new Accepted(service.request(new RunService.Wish(caller.tenant(), caller.name(), reason, parameters)));
    }

    /// A person writes 64 and a program "64".
    private static String text(String name, @Nullable Object value) {
        if (value instanceof Number || value instanceof Boolean || value instanceof String) {
            var text = value.toString();
            if (text.length() <= 500) {
                return text;
            }
        }
        throw new IllegalArgumentException("parameter " + name + " must be a short text, a number, true or false");
    }

    @GET
    @Operation(summary = "The newest runs")
    public Listing list(@RestQuery @DefaultValue("20") @Min(1) @Max(500) int limit) {
        return new Listing(runs.newest(caller.tenant(), limit).stream()
                .map(run -> View.of(run, null))
                .toList());
    }

    @GET
    @Path("/{runId}")
    @Operation(summary = "One run with its metrics, its gates and its iterations")
    public View find(@RestPath @Size(max = 256) String runId) {
        return runs.find(caller.tenant(), runId)
                .map(found -> View.of(found.run(), found.iterations()))
                .orElseThrow(() -> new NotFoundException("There is no such run"));
    }
}
