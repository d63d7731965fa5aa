package io.recloop.recommender.items;

import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.catalog.Facets;
import io.recloop.recommender.requests.FieldChecks;
import io.recloop.recommender.requests.FilterParameters;
import io.recloop.recommender.requests.FilterReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/catalog")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLIENT, Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class CatalogResource {
    private static final int MAX_VALUES = 1_000;

    private final Catalog catalog;
    private final CachePolicy caching;
    private final Caller caller;

    CatalogResource(Catalog catalog, CachePolicy caching, Caller caller) {
        this.catalog = catalog;
        this.caching = caching;
        this.caller = caller;
    }

    @GET
    @Path("/filters")
    @Operation(
            summary = "Which values one can filter by, with the number of items that have each",
            description = "Given filters, the items that they admit are counted.")
    public RestResponse<Facets> filters(
            @Parameter(
                            description = "How many values of each kind, 1 to 1000; 100 where absent",
                            schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @BeanParam FilterParameters parameters,
            @Context Request request) {
        int values = FieldChecks.whole("limit", limit, Facets.DEFAULT_LIMIT);
        if (values < 1 || values > MAX_VALUES) {
            throw ProblemException.invalid("limit must be from 1 to %d, was %d".formatted(MAX_VALUES, values));
        }
        var filter = FilterReader.ofParameters(parameters);
        long version = catalog.version(caller.tenant());
        return caching.answer(catalog.facets(caller.tenant(), filter, values), "catalog-" + version, request);
    }
}
