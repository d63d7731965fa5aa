package io.recloop.recommender.recommendations;

import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.recloop.recommender.protection.CallerLimits;
import io.recloop.recommender.requests.ParsedQuery;
import io.recloop.recommender.requests.QueryReader;
import io.recloop.recommender.requests.RecommendationRequest;
import io.recloop.recommender.requests.UserListParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.Cache;

@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLIENT, Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class RecommendationResource {
    private final Recommender recommender;
    private final BatchRecommender batches;
    private final QueryReader reading;
    private final CallerLimits limits;

    RecommendationResource(
            Recommender recommender, BatchRecommender batches, QueryReader reading, CallerLimits limits) {
        this.recommender = recommender;
        this.batches = batches;
        this.reading = reading;
        this.limits = limits;
    }

    /// @param answers one for each of `users`, in their order
    record Many(List<BatchAnswer> answers) {}

    @GET
    @Path("/users/{user}/recommendations")
    @Cache(noStore = true)
    @Operation(summary = "What to show to a user, best first; follows what the user did within a second")
    @Parameter(
            in = ParameterIn.HEADER,
            name = "X-Request-Timeout-Ms",
            description = "How long the caller will wait, 0 to 60000; when time is short the answer is a cheaper one",
            schema = @Schema(type = SchemaType.INTEGER))
    public Recommendations forUser(@PathParam("user") String user, @BeanParam UserListParameters parameters) {
        return recommender.answer(reading.ofParameters(user, parameters));
    }

    @POST
    @Path("/recommendations")
    @Cache(noStore = true)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "What to show to one user, to many, to a visitor with a session or basket, or to a profile",
            description = "With users, up to 1000, the response is {answers: [...]} in their order, and a user "
                    + "without a result has a problem in their place; otherwise it is a single list. Each user counts as a "
                    + "request in limits of requests per second.")
    @Parameter(
            in = ParameterIn.HEADER,
            name = "X-Request-Timeout-Ms",
            description = "How long the caller will wait, 0 to 60000; when time is short the answer is a cheaper one",
            schema = @Schema(type = SchemaType.INTEGER))
    public Object forBody(
            @RequestBody(content = @Content(schema = @Schema(implementation = RecommendationRequest.class)))
                    byte[] body) {
        var asked = reading.ofBody(body);
        if (asked.many()) {
            limits.chargeBatch(asked.questions().size());
            return new Many(batches.answer(asked.questions()));
        }
        return switch (asked.questions().getFirst()) {
            case ParsedQuery.Valid(var query) -> recommender.answer(query);
            case ParsedQuery.Invalid(var problem) -> throw ProblemException.invalid(problem.detail());
        };
    }
}
