package io.recloop.recommender.items;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Role;
import io.recloop.recommender.access.Identifier;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.problems.Problems;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Of the same path as the lists, because a path with a parameter would take theirs.
@Path("/v1/items")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLIENT, Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class CatalogItemResource {
    private final Catalog catalog;
    private final CachePolicy caching;
    private final Caller caller;

    CatalogItemResource(Catalog catalog, CachePolicy caching, Caller caller) {
        this.catalog = catalog;
        this.caching = caching;
        this.caller = caller;
    }

    /// @param available whether it may be shown
    /// @param addedAt   when it came into the shop, as far as is known
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String item,
            @Nullable String name,
            List<String> categories,
            @Nullable String brand,
            @Nullable BigDecimal price,
            boolean available,
            Map<String, String> attributes,
            @Nullable Instant addedAt) {}

    @GET
    @Path("/{item}")
    @Operation(summary = "An item as the catalogue has it")
    public RestResponse<Entry> item(@PathParam("item") String item, @Context Request request) {
        long version = catalog.version(caller.tenant());
        var known = catalog.item(caller.tenant(), Identifier.check("item", item));
        if (known == null || known.name() == null) {
            throw Problems.unknownItem("The catalogue does not have this item");
        }
        var entry = new Entry(
                item,
                known.name(),
                known.categories().stream().sorted().toList(),
                known.brand(),
                known.price(),
                known.shown(),
                known.attributes(),
                known.addedAt());
        return caching.answer(entry, "catalog-" + version, request);
    }
}
