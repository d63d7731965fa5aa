package io.recloop.scheduler.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.UUID;
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

    @ServerExceptionMapper
    RestResponse<Problem> known(ProblemException e, UriInfo uri) {
        return answer(e.problem(), uri, null);
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
        return answer(invalid(detail), uri, null);
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
        return answer(Problem.of("forbidden", "Not allowed", 403, "The token's roles do not allow this"), uri, null);
    }

    @ServerExceptionMapper
    RestResponse<Problem> notJson(JsonProcessingException e, UriInfo uri) {
        return answer(invalid("The body is not the JSON that is expected"), uri, null);
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
            return answer(invalid(detailOf(status)), uri, null);
        }
        var reason = Response.Status.fromStatusCode(status);
        var title = reason == null ? "The request cannot be answered" : reason.getReasonPhrase();
        var type = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        return answer(Problem.of(type, title, status, detailOf(status)), uri, null);
    }

    @ServerExceptionMapper
    RestResponse<Problem> unexpected(Throwable e, UriInfo uri) {
        var number = UUID.randomUUID().toString();
        LOG.errorf(e, "path=%s failure=%s", uri.getPath(), number);
        return answer(
                Problem.of("internal", "The service failed", 500, "The failure is in the service's log as " + number),
                uri,
                null);
    }

    private static String detailOf(int status) {
        return switch (status) {
            case 400 -> "The body or a parameter is not of the expected form";
            case 404 -> "There is nothing at this path";
            case 405 -> "The path does not answer to this method";
            case 406 -> "Only application/json is served";
            case 413 -> "The body is too large";
            case 415 -> "The body must be application/json";
            default -> "The request is not one that this path answers";
        };
    }

    private static RestResponse<Problem> noToken(UriInfo uri) {
        return answer(
                Problem.of("unauthorized", "Not authenticated", 401, "A valid bearer token is needed"), uri, "Bearer");
    }

    private static Problem invalid(String detail) {
        return Problem.of("invalid-request", "The request is not valid", 400, detail);
    }

    private static RestResponse<Problem> answer(Problem problem, UriInfo uri, @Nullable String challenge) {
        ResponseBuilder<Problem> response = ResponseBuilder.<Problem>create(problem.status())
                .entity(problem.at(uri.getRequestUri().getRawPath()))
                .type(Problem.MEDIA_TYPE);
        if (challenge != null) {
            response.header("WWW-Authenticate", challenge);
        }
        return response.build();
    }
}
