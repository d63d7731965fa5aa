package io.recloop.alert.alertmanager;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.alert.alertmanager.ApiRequest.Target;
import io.recloop.contracts.events.EventCodec;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Every request below `/api/v2`, with its bytes as they came: which content types, methods and paths there are, and
/// how the others are refused, is part of what clients see, and not how the rest of this service does it.
@Path("/api/v2{path: (/.*)?}")
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
public final class AlertmanagerResource {
    private final ApiEndpoints endpoints;
    private final Caller caller;

    AlertmanagerResource(ApiEndpoints endpoints, Caller caller) {
        this.endpoints = endpoints;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Alertmanager's API v2: alerts, alerts/groups, silences, silence/{id}, status, receivers",
            description = "As Alertmanager 0.25 answers; see its openapi.yaml")
    public Response get(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answer("GET", uri, headers, null);
    }

    @POST
    @Consumes("*/*")
    @Operation(summary = "Alertmanager's API v2: alerts, silences")
    public Response post(@Context UriInfo uri, @Context HttpHeaders headers, byte @Nullable [] body) {
        return answer("POST", uri, headers, body);
    }

    @DELETE
    @Operation(summary = "Alertmanager's API v2: silence/{id}")
    public Response delete(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answer("DELETE", uri, headers, null);
    }

    @PUT
    @Consumes("*/*")
    @Operation(hidden = true)
    public Response put(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answer("PUT", uri, headers, null);
    }

    @PATCH
    @Consumes("*/*")
    @Operation(hidden = true)
    public Response patch(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answer("PATCH", uri, headers, null);
    }

    @HEAD
    @Operation(hidden = true)
    public Response head(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answer("HEAD", uri, headers, null);
    }

    @OPTIONS
    @Operation(hidden = true)
    public Response options(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answer("OPTIONS", uri, headers, null);
    }

    private Response answer(String method, UriInfo uri, HttpHeaders headers, byte @Nullable [] body) {
        var lower = new HashMap<String, String>();
        headers.getRequestHeaders()
                .forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        var path = uri.getPath();
        var below = path.substring(path.indexOf("/api/v2") + "/api/v2".length());
        var target = new Target(method, below);
        var bytes = body == null ? new byte[0] : body;
        return response(
                endpoints.answer(new ApiRequest(target, caller.tenant(), uri.getQueryParameters(), lower, bytes)));
    }

    private static Response response(ApiAnswer answer) {
        var response = Response.status(answer.status());
        answer.body().ifPresent(body -> response.entity(bytes(answer)).type("application/json"));
        answer.headers().forEach(response::header);
        return response.build();
    }

    private static byte[] bytes(ApiAnswer answer) {
        try {
            var json = EventCodec.JSON.writeValueAsString(answer.body().orElseThrow());
            return (answer.endsLine() ? json + "\n" : json).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
