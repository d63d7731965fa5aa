package io.recloop.recommender.requests;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of any list of items.
public class ListParameters extends FilterParameters {
    @QueryParam("limit")
    @Parameter(description = "How many items, 1 to 100; 10 where absent", schema = @Schema(type = SchemaType.INTEGER))
    @Nullable
    String limit;

    @QueryParam("offset")
    @Parameter(
            description = "How many to skip: the nextOffset of the page before; with limit at most 1000",
            schema = @Schema(type = SchemaType.INTEGER))
    @Nullable
    String offset;

    @QueryParam("item")
    @Parameter(description = "Only these items; may be given many times")
    List<@Nullable String> only = List.of();

    @QueryParam("exclude")
    @Parameter(description = "An item that is not wanted; may be given many times")
    List<@Nullable String> exclude = List.of();
}
