package io.recloop.training.api;

import io.recloop.contracts.events.Pipeline;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.recloop.training.registry.runs.Runs;
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
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Training runs: ask for one, and see how it goes.
@Path("/v1/training-runs")
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class TrainingRunResource {
    private final RunService service;
    private final Runs runs;
    private final Caller caller;

    @Inject
    TrainingRunResource(RunService service, Runs runs, Caller caller) {
        this.service = service;
        this.runs = runs;
        this.caller = caller;
    }

    /// @param parameters `model` (als, bpr, ease, both, any), `autoSelect`, `warmStart`, `skipEval`, and
    ///     the algorithm's own
    /// @param force      publish even where the gate says no
    record Request(
            @Size(max = 40) @Nullable Map<@Size(max = 40) String, Object> parameters,
            @Nullable Boolean force,
            @Size(max = 500) @Nullable String reason) {}

    @POST
    @ResponseStatus(202)
    @Operation(summary = "Ask for a training run; answered once the broker has the request")
    public RunView.Accepted request(@Valid @Nullable Request request) {
        var parameters = new HashMap<String, String>();
        var reason = "asked for";
        if (request != null) {
            parameters.putAll(RequestedParameters.of(request.parameters()));
            if (request.force() != null) {
                parameters.put("force", request.force().toString());
            }
            reason = request.reason() == null || request.reason().isBlank() ? reason : request.reason();
        }
        return RunView.Accepted.from(
                service,
                new RunService.RunRequest(caller.tenant(), Pipeline.MODEL_TRAINING, caller.name(), reason, parameters));
    }

    @GET
    @Operation(summary = "The newest training runs")
    public RunView.Listing list(@RestQuery @DefaultValue("20") @Min(1) @Max(500) int limit) {
        return new RunView.Listing(runs.newest(caller.tenant(), Pipeline.MODEL_TRAINING, limit).stream()
                .map(RunView::of)
                .toList());
    }

    @GET
    @Path("/{runId}")
    @Operation(summary = "One run with its metrics, its gates and its iterations")
    public RunView find(@RestPath @Size(max = 256) String runId) {
        return runs.find(caller.tenant(), runId)
                .map(found -> RunView.of(found.run(), found.iterations(), null))
                .orElseThrow(() -> ProblemException.notFound("There is no such run"));
    }
}
