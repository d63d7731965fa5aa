package io.recloop.recommender.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.recloop.kit.http.Role;
import io.recloop.recommender.access.Identifier;
import io.recloop.recommender.requests.FieldChecks;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.Cache;
import org.jspecify.annotations.Nullable;

/// Who is like whom is for those who run the shop: a shop's pages have no need of it, and one user's list would tell of
/// others.
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class UserResource {
    private final SimilarUserFinder lists;

    UserResource(SimilarUserFinder lists) {
        this.lists = lists;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Users(
            String user,
            String modelId,
            long generation,
            List<Neighbour> users,
            @Nullable Integer nextOffset) {}

    /// @param score the cosine of the two users' factors, or of their likes where the model has no factors
    record Neighbour(String user, int position, double score) {}

    @GET
    @Path("/users/{user}/similar")
    @Cache(noStore = true)
    @Operation(
            summary = "The users nearest to one, for those who run the shop",
            description = "Of the users that the model was trained with. Looks at all of them: not for pages.")
    public Users similar(
            @PathParam("user") String user,
            @Parameter(description = "How many, 1 to 100; 10 where absent", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @Parameter(description = "How many to skip", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("offset")
                    @Nullable
                    String offset) {
        var page = FieldChecks.page(
                FieldChecks.whole("offset", offset, 0), FieldChecks.whole("limit", limit, FieldChecks.DEFAULT_LIMIT));
        return lists.similar(Identifier.check("user", user), page);
    }
}
