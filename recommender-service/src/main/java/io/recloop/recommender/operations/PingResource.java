package io.recloop.recommender.operations;

import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.recloop.recommender.requests.FieldChecks;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// What an answer costs before there is anything in it: the benchmarks compare recommendations with this.
@Path("/v1/ping")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLIENT, Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class PingResource {
    private static final int MAX_BYTES = 65_536;
    private static final Body SHORTEST = new Body(0, "{\"service\":\"recommender-service\"}");

    /// What the schema tells of the answer.
    record Pong(String service) {}

    private static final class Body {
        final int asked;
        final byte[] json;

        Body(int asked, String json) {
            this.asked = asked;
            this.json = json.getBytes(StandardCharsets.UTF_8);
        }
    }

    /// The size that was asked for last alone, so that nobody fills the memory with sizes.
    private volatile Body latest = SHORTEST;

    @GET
    @Operation(summary = "A constant answer, with the same authentication as any other")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Pong.class)))
    public byte[] ping(
            @Parameter(
                            description = "How long the answer shall be, 0 to 65536; at least 33, 33 where absent",
                            schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("bytes")
                    @Nullable
                    String bytes) {
        int asked = FieldChecks.whole("bytes", bytes, 0);
        if (asked < 0 || asked > MAX_BYTES) {
            throw ProblemException.invalid("bytes must be from 0 to %d, was %d".formatted(MAX_BYTES, asked));
        }
        var body = latest;
        if (body.asked != asked) {
            body = new Body(asked, padded(asked));
            latest = body;
        }
        return body.json;
    }

    /// Blanks after a JSON document belong to it.
    private static String padded(int bytes) {
        var shortest = new String(SHORTEST.json, StandardCharsets.UTF_8);
        return shortest + " ".repeat(Math.max(0, bytes - SHORTEST.json.length));
    }
}
