package io.recloop.recommender.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// The one place where a failure becomes an answer. What a client did wrong is not logged; what we did is, with a
/// number that the answer repeats.
final class ProblemMapper {
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final int MAX_INSTANCE = 256;

    @ServerExceptionMapper
    RestResponse<Problem> known(ProblemException e, UriInfo uri) {
        return answer(e.problem(), uri, e.headers());
    }

    @ServerExceptionMapper
    RestResponse<Problem> unauthorized(UnauthorizedException e, UriInfo uri) {
        return noToken(uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> badToken(AuthenticationFailedException e, UriInfo uri) {
        return noToken(uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> forbidden(ForbiddenException e, UriInfo uri) {
        return answer(problem("forbidden", "Not allowed", 403, "The token's roles do not allow this"), uri, Map.of());
    }

    @ServerExceptionMapper
    RestResponse<Problem> notJson(JsonProcessingException e, UriInfo uri) {
        return answer(
                problem(
                        "invalid-request",
                        "The request is not valid",
                        400,
                        "The body is not the JSON that is expected"),
                uri,
                Map.of());
    }

    @ServerExceptionMapper
    RestResponse<Problem> http(WebApplicationException e, UriInfo uri) {
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(e, uri);
        }
        var reason = Response.Status.fromStatusCode(status);
        var title = reason == null ? "The request cannot be answered" : reason.getReasonPhrase();
        var type = title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
        return answer(problem(type, title, status, detailOf(status)), uri, Map.of());
    }

    @ServerExceptionMapper
    RestResponse<Problem> unexpected(Throwable e, UriInfo uri) {
        if (hasGone(e)) {
            return answer(problem("gone", "The client has gone", 400, "The connection was closed"), uri, Map.of());
        }
        return answer(Incident.of(e, "path=" + uri.getPath()), uri, Map.of());
    }

    /// Whether the connection ended before the request did; the answer to that reaches nobody.
    private static boolean hasGone(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpClosedException) {
                return true;
            }
        }
        return false;
    }

    private static String detailOf(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this path";
            case 405 -> "The path does not answer to this method";
            case 406 -> "Only application/json is served";
            case 413 -> "The body is too large";
            case 415 -> "The body must be application/json";
            default -> "The request is not one that this path answers";
        };
    }

    /// A path may be longer than anybody wants to read again.
    static @Nullable String instance(@Nullable String path) {
        return path == null || path.length() <= MAX_INSTANCE ? path : path.substring(0, MAX_INSTANCE);
    }

    private static RestResponse<Problem> noToken(UriInfo uri) {
        return answer(
                problem("unauthorized", "Not authenticated", 401, "A valid bearer token is needed"),
                uri,
                Map.of("WWW-Authenticate", "Bearer"));
    }

    private static Problem problem(String type, String title, int status, String detail) {
        return new Problem("/problems/" + type, title, status, detail, null, Map.of());
    }

    private static RestResponse<Problem> answer(Problem problem, UriInfo uri, Map<String, String> headers) {
        var body = new Problem(
                problem.type(),
                problem.title(),
                problem.status(),
                problem.detail(),
                instance(uri.getRequestUri().getRawPath()),
                problem.extra());
        ResponseBuilder<Problem> response =
                ResponseBuilder.<Problem>create(problem.status()).entity(body).type(Problem.MEDIA_TYPE);
        headers.forEach(response::header);
        if (problem.status() == 503 && !headers.containsKey("Retry-After")) {
            response.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        return response.build();
    }
}
