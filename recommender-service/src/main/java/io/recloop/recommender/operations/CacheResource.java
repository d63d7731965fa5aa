package io.recloop.recommender.operations;

import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Role;
import io.recloop.recommender.catalog.CacheStatistics;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.catalog.Facets;
import io.recloop.recommender.catalog.ItemFilter;
import io.recloop.recommender.model.Models;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.model.ServingState;
import io.recloop.recommender.problems.Problems;
import io.recloop.recommender.ranking.RankingModel;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.Cache;

@Path("/v1/cache")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class CacheResource {
    /// Filters of one category each that are made ready: those of most items.
    private static final int CATEGORIES = 20;

    private final Models models;
    private final Catalog catalog;
    private final Caller caller;

    CacheResource(Models models, Catalog catalog, Caller caller) {
        this.models = models;
        this.catalog = catalog;
        this.caller = caller;
    }

    /// @param caches   by name: `filters` are this tenant's sets of admitted items, `facets` the values to filter by,
    ///     of all tenants
    /// @param prepared what is made of the model when it is first asked for
    record Caches(Map<String, CacheStatistics> caches, List<RankingModel.Prepared> prepared) {}

    @GET
    @Cache(noStore = true)
    @Operation(summary = "What is remembered between requests, and how well that serves")
    public Caches caches() {
        try (var lease = models.lease(caller.tenant())) {
            var caches = new TreeMap<String, CacheStatistics>();
            caches.put("facets", catalog.facets());
            if (lease.serving() instanceof ServingState.Ready(var model)) {
                caches.put("filters", model.catalog().filters());
                return new Caches(caches, model.ranking().prepared());
            }
            return new Caches(caches, List.of());
        }
    }

    @POST
    @Path("/warm-up")
    @Cache(noStore = true)
    @Operation(summary = "Makes now what the first requests would make, and waits for it")
    public Caches warmUp() {
        try (var lease = models.lease(caller.tenant())) {
            if (!(lease.serving() instanceof ServingState.Ready(var model))) {
                throw Problems.noModelYet("There is nothing to warm up before a model serves");
            }
            warmUp(model);
        }
        return caches();
    }

    private void warmUp(ServingModel model) {
        model.ranking().prepare();
        model.catalog().excludedBy(ItemFilter.ANY);
        catalog.facets(caller.tenant(), ItemFilter.ANY, Facets.DEFAULT_LIMIT).categories().stream()
                .limit(CATEGORIES)
                .map(Facets.Value::value)
                .forEach(category ->
                        model.catalog().excludedBy(new ItemFilter(Set.of(category), Set.of(), null, null, Map.of())));
    }
}
