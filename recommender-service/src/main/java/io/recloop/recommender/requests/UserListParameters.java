package io.recloop.recommender.requests;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of a list that is made for somebody.
public final class UserListParameters extends ListParameters {
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
