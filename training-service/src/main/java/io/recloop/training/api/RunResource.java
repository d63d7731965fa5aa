package io.recloop.training.api;

import io.recloop.contracts.events.Pipeline;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.recloop.training.registry.runs.Runs;
import io.recloop.training.registry.tuning.Trials;
import io.recloop.training.runs.RunService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Runs of every pipeline of this service: ask for one, and see how it goes.
@Path("/v1/runs")
@Tag(name = "runs")
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class RunResource {
    private final RunService service;
    private final Runs runs;
    private final Trials trials;
    private final Caller caller;

    @Inject
    RunResource(RunService service, Runs runs, Trials trials, Caller caller) {
        this.trials = trials;
        this.service = service;
        this.runs = runs;
        this.caller = caller;
    }

    @Schema(
            name = "RunRequest",
            examples = "{\"pipeline\": \"hyperparameter-tuning\", \"parameters\": {\"model\": \"als\", \"budget\":"
                    + " \"15m\"}, \"reason\": \"new catalogue\"}")
    record Request(
            @Schema(
                    description =
                            "model-training, data-refresh, hyperparameter-tuning, model-evaluation or item-embeddings",
                    examples = "data-refresh")
            @NotNull
            @Size(max = 40)
            String pipeline,

            @Schema(description = "By name; an unknown one is refused with the names of those that are known")
            @Size(max = 40)
            @Nullable
            Map<@Size(max = 40) String, Object> parameters,

            @Size(max = 500) @Nullable String reason) {}

    @POST
    @ResponseStatus(202)
    @Operation(summary = "Ask for a run of a pipeline; answered once the broker has the request")
    public RunView.Accepted request(@Valid @NotNull Request request) {
        var reason = request.reason();
        return RunView.Accepted.from(
                service,
                new RunService.RunRequest(
                        caller.tenant(),
                        pipeline(request.pipeline()),
                        caller.name(),
                        reason == null || reason.isBlank() ? "asked for" : reason,
                        RequestedParameters.of(request.parameters())));
    }

    @GET
    @Operation(summary = "The newest runs, of all pipelines or of one")
    public RunView.Listing list(
            @RestQuery @Nullable String pipeline, @RestQuery @DefaultValue("20") @Min(1) @Max(500) int limit) {
        var one = pipeline == null ? null : pipeline(pipeline);
        return new RunView.Listing(runs.newest(caller.tenant(), one, limit).stream()
                .map(RunView::of)
                .toList());
    }

    @GET
    @Path("/{runId}")
    @Operation(summary = "One run with what it measured, the iterations of its trainings, the trials of its tuning")
    public RunView find(@RestPath @Size(max = 256) String runId) {
        return runs.find(caller.tenant(), runId)
                .map(found -> RunView.of(found.run(), found.iterations(), trials.ofRun(caller.tenant(), runId)))
                .orElseThrow(() -> ProblemException.notFound("There is no such run"));
    }

    private static Pipeline pipeline(String code) {
        return Arrays.stream(Pipeline.values())
                .filter(pipeline -> pipeline.code().equals(code))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("pipeline must be one of "
                        + Arrays.stream(Pipeline.values()).map(Pipeline::code).collect(Collectors.joining(", "))));
    }
}
