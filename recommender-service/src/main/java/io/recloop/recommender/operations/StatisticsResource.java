package io.recloop.recommender.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Role;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.history.HistoryMemory;
import io.recloop.recommender.model.Models;
import io.recloop.recommender.model.ServingState;
import io.recloop.recommender.recommendations.ServingMetrics;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.Cache;
import org.jspecify.annotations.Nullable;

@Path("/v1/statistics")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class StatisticsResource {
    private final ServingMetrics metrics;
    private final Models models;
    private final Catalog catalog;
    private final HistoryMemory history;
    private final Caller caller;

    StatisticsResource(ServingMetrics metrics, Models models, Catalog catalog, HistoryMemory history, Caller caller) {
        this.metrics = metrics;
        this.models = models;
        this.catalog = catalog;
        this.history = history;
        this.caller = caller;
    }

    /// Of this replica since it started, all tenants together, but for the model and the shown items, which are the
    /// caller's.
    ///
    /// @param fallbackShare of the answers, those that were not personal; absent before the first
    /// @param byStrategy    only strategies that there were
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Statistics(
            long answers,
            long failures,
            @Nullable Double fallbackShare,
            List<ServingMetrics.StrategyUse> byStrategy,
            @Nullable Known model,
            int itemsShown,
            HistoryMemory.Use history) {}

    record Known(String modelId, long generation, int users, int items) {}

    @GET
    @Cache(noStore = true)
    @Operation(
            summary = "Answers by strategy, how long they took, and what is in memory",
            description = "Quantiles are estimated within the buckets of a histogram, so they are as fine as those.")
    public Statistics statistics() {
        var uses = metrics.uses();
        long answers =
                uses.stream().mapToLong(ServingMetrics.StrategyUse::answers).sum();
        long fallbacks = uses.stream()
                .filter(ServingMetrics.StrategyUse::fallback)
                .mapToLong(ServingMetrics.StrategyUse::answers)
                .sum();
        return new Statistics(
                answers,
                metrics.failures(),
                answers == 0 ? null : (Double) ((double) fallbacks / answers),
                uses,
                model(),
                catalog.shown(caller.tenant()),
                history.use());
    }

    private @Nullable Known model() {
        return models.current(caller.tenant()) instanceof ServingState.Ready(var model)
                ? new Known(
                        model.modelId(),
                        model.generation(),
                        model.manifest().users(),
                        model.manifest().items())
                : null;
    }
}
