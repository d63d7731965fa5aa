package io.recloop.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.recloop.kit.topics.NotAcknowledgedException;
import io.vertx.core.http.HttpClosedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// The one place where a failure becomes an answer. What a client did wrong is not logged; what we did is, with a
/// number that the answer repeats.
final class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final String RETRY_AFTER = "Retry-After";
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final int MAX_INSTANCE = 256;

    @ServerExceptionMapper
    RestResponse<Problem> known(ProblemException e, UriInfo uri) {
        return answer(e.problem(), uri, e.headers());
    }

    @ServerExceptionMapper
    RestResponse<Problem> notAcknowledged(NotAcknowledgedException e, UriInfo uri) {
        LOG.warn(e.getMessage());
        return known(ProblemException.notAcknowledged("It is not known whether it was recorded; try again"), uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> violated(ConstraintViolationException e, UriInfo uri) {
        var detail = e.getConstraintViolations().stream()
                .map(violation -> {
                    var path = violation.getPropertyPath().toString();
                    return path.substring(path.lastIndexOf('.') + 1) + " " + violation.getMessage();
                })
                .sorted()
                .collect(Collectors.joining("; "));
        return invalid(detail, uri);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    RestResponse<Problem> unauthorized(UriInfo uri) {
        return answer(
                Problem.of("unauthorized", "Not authenticated", 401, "A valid bearer token is needed"),
                uri,
                Map.of("WWW-Authenticate", "Bearer"));
    }

    @ServerExceptionMapper
    RestResponse<Problem> forbidden(ForbiddenException e, UriInfo uri) {
        return answer(
                Problem.of("forbidden", "Not allowed", 403, "The token's roles do not allow this"), uri, Map.of());
    }

    @ServerExceptionMapper
    RestResponse<Problem> notJson(JsonProcessingException e, UriInfo uri) {
        return invalid("The body is not the JSON that is expected", uri);
    }

    /// The framework has a mapper of its own for this subclass, which would answer without a body.
    @ServerExceptionMapper
    RestResponse<Problem> mismatched(MismatchedInputException e, UriInfo uri) {
        return notJson(e, uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> http(WebApplicationException e, UriInfo uri) {
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(e, uri);
        }
        if (status == 400) {
            return invalid(detailOf(status), uri);
        }
        var reason = Response.Status.fromStatusCode(status);
        var title = reason == null ? "The request cannot be answered" : reason.getReasonPhrase();
        var type = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        return answer(Problem.of(type, title, status, detailOf(status)), uri, Map.of());
    }

    @ServerExceptionMapper
    RestResponse<Problem> unexpected(Throwable e, UriInfo uri) {
        if (clientHasGone(e)) {
            return answer(Problem.of("gone", "The client has gone", 400, "The connection was closed"), uri, Map.of());
        }
        return answer(InternalProblem.of(e, "path=" + instance(uri)), uri, Map.of());
    }

    /// Whether the connection ended before the request did; nobody receives the answer to that.
    private static boolean clientHasGone(Throwable e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpClosedException) {
                return true;
            }
        }
        return false;
    }

    private static String detailOf(int status) {
        return switch (status) {
            case 400 -> "The body or a parameter is not of the expected form";
            // A parameter of the path or query that cannot be read ends here too, as Jakarta REST wants it.
            case 404 -> "There is nothing at this path";
            case 405 -> "The path does not answer to this method";
            case 406 -> "Only application/json is served";
            case 413 -> "The body is too large";
            case 415 -> "The body must be application/json";
            default -> "The request is not one that this path answers";
        };
    }

    private static RestResponse<Problem> invalid(String detail, UriInfo uri) {
        return answer(ProblemException.invalidRequest(detail), uri, Map.of());
    }

    /// The raw path: a decoded one may hold line breaks. Cut, since it may be longer than anybody wants to read again.
    private static @Nullable String instance(UriInfo uri) {
        var path = uri.getRequestUri().getRawPath();
        return path == null || path.length() <= MAX_INSTANCE ? path : path.substring(0, MAX_INSTANCE);
    }

    private static RestResponse<Problem> answer(Problem problem, UriInfo uri, Map<String, String> headers) {
        ResponseBuilder<Problem> response = ResponseBuilder.<Problem>create(problem.status())
                .entity(problem.at(instance(uri)))
                .type(Problem.MEDIA_TYPE);
        headers.forEach(response::header);
        if (problem.status() == 503 && !headers.containsKey(RETRY_AFTER)) {
            response.header(RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.build();
    }
}
