package io.recloop.recommender.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.recloop.contracts.bundle.Manifest;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Role;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.recommender.model.LoadRetry;
import io.recloop.recommender.model.Models;
import io.recloop.recommender.model.Refusal;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.model.ServingState;
import io.recloop.recommender.model.Shadow;
import io.recloop.recommender.model.Shadows;
import io.recloop.recommender.ranking.RankingModel;
import io.recloop.recommender.recommendations.Recommendations;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.Cache;
import org.jspecify.annotations.Nullable;

@Path("/v1/model")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLIENT, Role.OPERATOR, Role.ADMIN})
class ModelResource {
    private final Models models;
    private final Shadows shadows;
    private final Caller caller;

    ModelResource(Models models, Shadows shadows, Caller caller) {
        this.models = models;
        this.shadows = shadows;
        this.caller = caller;
    }

    /// @param evicted which model comes back when it is asked for; absent where one serves, or none ever did
    /// @param waiting which model would be loaded if only it could be read; absent where there is none
    /// @param shadow  which model is on trial beside it; absent where there is none
    /// @param refused the latest model that was refused since the one that serves; absent where there is none
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ModelState(
            String tenant,
            String mode,
            @Nullable Loaded model,
            ServingState.@Nullable Evicted evicted,
            @Nullable LoadRetry waiting,
            @Nullable Shadow shadow,
            @Nullable Refusal refused) {}

    /// @param metrics     measured before publication, with their intervals
    /// @param baseline    the same of the popularity ranking
    /// @param createdAt   when it was trained
    /// @param bundleBytes of all its files
    /// @param kernel      which arithmetic serves
    /// @param search      how it finds the best items
    /// @param prepared    what is made of it when it is first asked for
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Loaded(
            String modelId,
            long generation,
            String algorithm,
            int users,
            int items,
            int factors,
            Map<String, Double> parameters,
            Map<String, Manifest.Metric> metrics,
            Map<String, Manifest.Metric> baseline,
            String datasetVersion,
            Instant createdAt,
            Instant dataThrough,
            Instant servingSince,
            long bundleBytes,
            ServingModel.Memory memory,
            String kernel,
            String search,
            List<RankingModel.Prepared> prepared) {}

    @GET
    @Cache(noStore = true)
    @Operation(summary = "Which model serves, since when, and which one was refused after it")
    public ModelState model() {
        var tenant = caller.tenant();
        var refused = models.latestRefusal(tenant).orElse(null);
        var shadow = shadows.current(tenant).orElse(null);
        var waiting = models.waiting(tenant).orElse(null);
        return switch (models.current(tenant)) {
            case ServingState.NoModelYet() ->
                new ModelState(tenant, Recommendations.NO_MODEL_YET, null, null, waiting, shadow, refused);
            case ServingState.Evicted evicted ->
                new ModelState(tenant, Recommendations.MODEL_LOADING, null, evicted, waiting, shadow, refused);
            case ServingState.Ready(var model) -> {
                var manifest = model.manifest();
                yield new ModelState(
                        tenant,
                        Recommendations.MODEL,
                        new Loaded(
                                model.modelId(),
                                model.generation(),
                                manifest.algorithm(),
                                manifest.users(),
                                manifest.items(),
                                manifest.factors(),
                                manifest.parameters(),
                                manifest.metrics(),
                                manifest.baseline(),
                                manifest.datasetVersion(),
                                manifest.createdAt(),
                                manifest.dataThrough(),
                                model.since(),
                                manifest.files().values().stream()
                                        .mapToLong(Manifest.FileEntry::bytes)
                                        .sum(),
                                model.memory(),
                                Kernels.active(),
                                model.ranking().search(),
                                model.ranking().prepared()),
                        null,
                        waiting,
                        shadow,
                        refused);
            }
        };
    }
}
