package io.recloop.recommender.items;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.recloop.recommender.access.Identifier;
import io.recloop.recommender.candidates.RecommendedItem;
import io.recloop.recommender.history.TrendingConfig;
import io.recloop.recommender.requests.HalfLives;
import io.recloop.recommender.requests.ListParameters;
import io.recloop.recommender.requests.QueryReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/items")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLIENT, Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class ItemResource {
    private final ItemLists lists;
    private final QueryReader reading;
    private final TrendingConfig trending;
    private final CachePolicy caching;

    ItemResource(ItemLists lists, QueryReader reading, TrendingConfig trending, CachePolicy caching) {
        this.lists = lists;
        this.reading = reading;
        this.trending = trending;
        this.caching = caching;
    }

    /// @param item       what was asked about; absent for a list that is about none
    /// @param modelId    whose scores these are; absent where they are of none
    /// @param mode       absent for a list that needs no model
    /// @param nextOffset where the next page begins; absent where there is none
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Items(
            @Nullable String item,
            @Nullable String modelId,
            @Nullable Long generation,
            @Nullable String mode,
            List<RecommendedItem> items,
            @Nullable Integer nextOffset) {}

    @GET
    @Path("/{item}/similar")
    @Operation(
            summary = "The items nearest to one",
            description = "By who likes them, the score being the cosine of their factors, or by what is said of them, "
                    + "the score being the cosine of their content.")
    public RestResponse<Items> similar(
            @PathParam("item") String item,
            @Parameter(description = "collaborative (where absent) or content") @QueryParam("by") @Nullable String by,
            @BeanParam ListParameters parameters,
            @Context Request request) {
        var made = lists.similar(Identifier.check("item", item), likeness(by), reading.ofParameters(parameters));
        return caching.answer(made.items(), made.version(), request);
    }

    @GET
    @Path("/popular")
    @Operation(summary = "The most popular items: of the training data, or of the topics while there is no model")
    public RestResponse<Items> popular(@BeanParam ListParameters parameters, @Context Request request) {
        var made = lists.popular(reading.ofParameters(parameters));
        return caching.answer(made.items(), made.version(), request);
    }

    @GET
    @Path("/trending")
    @Operation(
            summary = "What is liked most just now",
            description = "The score is the number of likes, each counting half as much after every half-life.")
    public RestResponse<Items> trending(
            @Parameter(
                            description = "1h, 6h, 24h or 7d, where the operator has not set others; 24h where absent",
                            example = "6h")
                    @QueryParam("halfLife")
                    @Nullable
                    String halfLife,
            @BeanParam ListParameters parameters,
            @Context Request request) {
        var made = lists.trending(
                reading.ofParameters(parameters), HalfLives.read(halfLife, trending.halfLife(), trending.halfLives()));
        return caching.answer(made.items(), made.version(), request);
    }

    @GET
    @Path("/latest")
    @Operation(
            summary = "The newest items",
            description = "The score is when the item came into the shop, in seconds since 1970.")
    public RestResponse<Items> latest(@BeanParam ListParameters parameters, @Context Request request) {
        var made = lists.latest(reading.ofParameters(parameters));
        return caching.answer(made.items(), made.version(), request);
    }

    private static ItemLists.Likeness likeness(@Nullable String by) {
        return switch (by == null ? "collaborative" : by) {
            case "collaborative" -> ItemLists.Likeness.COLLABORATIVE;
            case "content" -> ItemLists.Likeness.CONTENT;
            default -> throw ProblemException.invalid("by must be collaborative or content");
        };
    }
}
