package io.recloop.recommender.serving;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.recloop.recommender.access.Identifier;
import io.recloop.recommender.access.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

@Path("/v1/items")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLIENT, Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class ItemResource {
    private final ItemLists lists;
    private final QueryReading reading;

    ItemResource(ItemLists lists, QueryReading reading) {
        this.lists = lists;
        this.reading = reading;
    }

    /// @param item    what was asked about; absent for a list that is about none
    /// @param modelId whose scores these are; absent while there is no model
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Items(
            @Nullable String item,
            @Nullable String modelId,
            @Nullable Long generation,
            String mode,
            List<Recommendations.Line> items) {}

    @GET
    @Path("/{item}/similar")
    @Operation(summary = "The items nearest to one by the model's factors; the score is the cosine")
    public Items similar(@PathParam("item") String item, @BeanParam ListParameters parameters) {
        return lists.similar(Identifier.check("item", item), reading.ofParameters(null, parameters));
    }

    @GET
    @Path("/popular")
    @Operation(summary = "The most popular items: of the training data, or of the topics while there is no model")
    public Items popular(@BeanParam ListParameters parameters) {
        return lists.popular(reading.ofParameters(null, parameters));
    }
}
