package io.recloop.training.api;

import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.recloop.training.publication.BundleVerifier;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.publication.Publication;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.Models;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/// What operators do with a stored model: bring it back, or try it in the shadow.
@Path("/v1/models")
@Tag(name = "models")
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class ModelPublicationResource {
    private final Models models;
    private final BundleVerifier verifier;
    private final Publication publication;
    private final Caller caller;

    @Inject
    ModelPublicationResource(Models models, BundleVerifier verifier, Publication publication, Caller caller) {
        this.models = models;
        this.verifier = verifier;
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
            verifier.verify(modelId, sha256);
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
}
