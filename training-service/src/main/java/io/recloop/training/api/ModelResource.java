package io.recloop.training.api;

import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.recloop.training.registry.Audit;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.Models;
import io.recloop.training.registry.datasets.Evaluations;
import io.recloop.training.registry.replicas.Replicas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// The registry.
@Path("/v1/models")
@Tag(name = "models")
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class ModelResource {
    private final Models models;
    private final Replicas replicas;
    private final History history;
    private final Caller caller;

    /// What was noted of models since they were made.
    @Singleton
    record History(Audit audit, Evaluations evaluations) {
        @Inject
        History {}
    }

    @Inject
    ModelResource(Models models, Replicas replicas, History history, Caller caller) {
        this.models = models;
        this.replicas = replicas;
        this.history = history;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "The newest models")
    public ModelView.Listing list(@RestQuery @DefaultValue("20") @Min(1) @Max(500) int limit) {
        var all = replicas.of(caller.tenant());
        return new ModelView.Listing(models.newest(caller.tenant(), limit).stream()
                .map(model -> view(model, all))
                .toList());
    }

    @GET
    @Path("/{modelId}")
    @Operation(summary = "One model: where it comes from, how it was judged, who serves it")
    public ModelView find(@RestPath @Size(max = 80) String modelId) {
        return view(require(modelId), replicas.of(caller.tenant()))
                .with(
                        history.audit().of(caller.tenant(), modelId),
                        history.evaluations().of(caller.tenant(), modelId));
    }

    @GET
    @Path("/compare")
    @Operation(summary = "Two models side by side: metrics, and the parameters in which they differ")
    public Comparison compare(
            @Parameter(example = "als-20261121t060000z-1a2b3c4d") @RestQuery @NotNull @Size(max = 80) String a,
            @Parameter(example = "bpr-20261122t060000z-5e6f7a8b") @RestQuery @NotNull @Size(max = 80) String b) {
        return Comparison.of(require(a), require(b));
    }

    private Model require(String modelId) {
        return models.find(caller.tenant(), modelId)
                .orElseThrow(() -> ProblemException.notFound("There is no such model: " + modelId));
    }

    private ModelView view(Model model, List<Replicas.Replica> all) {
        return ModelView.of(
                model,
                models.generations(model.modelId()),
                all.stream()
                        .filter(replica -> model.modelId().equals(replica.modelId()))
                        .toList());
    }
}
