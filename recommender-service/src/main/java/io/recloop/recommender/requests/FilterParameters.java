package io.recloop.recommender.requests;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters that say which items are wanted, as text: what cannot be read is answered with 400 and a
/// reason, where the framework's own conversion would say 404.
public class FilterParameters {
    @QueryParam("category")
    @Parameter(description = "Only items of this category; given many times, of one of them")
    List<@Nullable String> category = List.of();

    @QueryParam("brand")
    @Parameter(description = "Only items of this brand; given many times, of one of them")
    List<@Nullable String> brand = List.of();

    @QueryParam("minPrice")
    @Parameter(description = "Only items that cost at least this", schema = @Schema(type = SchemaType.NUMBER))
    @Nullable
    String minPrice;

    @QueryParam("maxPrice")
    @Parameter(description = "Only items that cost at most this", schema = @Schema(type = SchemaType.NUMBER))
    @Nullable
    String maxPrice;

    @QueryParam("attribute")
    @Parameter(
            description =
                    "Only items with this attribute, as name:value; of one name given many times, one of the values",
            example = "size:75 ml")
    List<@Nullable String> attribute = List.of();
}
