package io.recloop.training.api;

import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.publication.Publication;
import io.recloop.training.registry.Audit;
import io.recloop.training.registry.Evaluations;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.Models;
import io.recloop.training.registry.Replicas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
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
    private final Publication publication;
    private final Caller caller;

    /// What was noted of models since they were made.
    @Singleton
    record History(Audit audit, Evaluations evaluations) {
        @Inject
        History {}
    }

    @Inject
    ModelResource(Models models, Replicas replicas, History history, Publication publication, Caller caller) {
        this.models = models;
        this.replicas = replicas;
        this.history = history;
        this.publication = publication;
        this.caller = caller;
    }

    record Publish(@NotBlank @Size(max = 500) String reason) {}

    record Published(String modelId, long generation) {}

    /// @param share of the requests that the model answers, shown to nobody; 0 ends the trial
    record Trial(
            @NotNull @DecimalMin("0") @DecimalMax("1") Double share,
            @NotBlank @Size(max = 500) String reason) {}

    record Tried(String modelId, double share) {}

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

    @POST
    @Path("/{modelId}/publish")
    @Operation(summary = "Bring a stored model back under a new generation, as a rollback does")
    public Published publish(@RestPath @Size(max = 80) String modelId, @Valid @NotNull Publish request) {
        var model = require(modelId);
        var sha256 = requireBundle(model);
        if (models.incumbent(caller.tenant())
                .filter(now -> now.modelId().equals(modelId))
                .isPresent()) {
            throw ProblemException.conflict(modelId + " is the model that should serve already");
        }
        verify(modelId, sha256);
        var deployment = publication.announce(model, new Models.Cause(caller.name(), request.reason()));
        return new Published(modelId, deployment.generation());
    }

    @POST
    @Path("/{modelId}/shadow")
    @ResponseStatus(202)
    @Operation(summary = "Have a stored model answer a share of the requests without being shown, or no longer")
    public Tried tryInShadow(@RestPath @Size(max = 80) String modelId, @Valid @NotNull Trial request) {
        var model = require(modelId);
        var sha256 = requireBundle(model);
        if (request.share() > 0) {
            verify(modelId, sha256);
        }
        publication.tryInShadow(model, request.share(), request.reason());
        return new Tried(modelId, request.share());
    }

    private static String requireBundle(Model model) {
        var sha256 = model.manifestSha256();
        if (sha256 == null) {
            throw ProblemException.conflict("%s is %s and has no bundle that could serve: %s"
                    .formatted(model.modelId(), model.status(), model.reason()));
        }
        return sha256;
    }

    private void verify(String modelId, String sha256) {
        try {
            var folder = Files.createTempDirectory("recloop-publish-");
            try {
                publication.readBack(modelId, sha256, folder.resolve("bundle"));
            } finally {
                try (var paths = Files.walk(folder)) {
                    for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(path);
                    }
                }
            }
        } catch (NotVerifiedException e) {
            throw ProblemException.conflict(String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            throw ProblemException.conflict("the bundle of " + modelId + " is no longer in the store");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
