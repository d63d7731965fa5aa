package io.recloop.recommender.serving;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of a list of items, as text: what cannot be read is answered with 400 and a reason, where the
/// framework's own conversion would say 404.
final class ListParameters {
    @QueryParam("limit")
    @Parameter(description = "How many items, 1 to 100; 10 where absent", schema = @Schema(type = SchemaType.INTEGER))
    @Nullable
    String limit;

    @QueryParam("category")
    @Nullable
    String category;

    @QueryParam("brand")
    @Nullable
    String brand;

    @QueryParam("minPrice")
    @Parameter(schema = @Schema(type = SchemaType.NUMBER))
    @Nullable
    String minPrice;

    @QueryParam("maxPrice")
    @Parameter(schema = @Schema(type = SchemaType.NUMBER))
    @Nullable
    String maxPrice;

    @QueryParam("exclude")
    @Parameter(description = "An item that is not wanted; may be given many times")
    List<@Nullable String> exclude = List.of();

    @QueryParam("excludeSeen")
    @Parameter(
            description = "Leave out what the user had; true where absent",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @Nullable
    String excludeSeen;

    @QueryParam("explain")
    @Parameter(description = "Say why; false where absent", schema = @Schema(type = SchemaType.BOOLEAN))
    @Nullable
    String explain;
}
