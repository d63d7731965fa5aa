package io.recloop.training.api;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.recloop.training.interactions.BrokenLakeException;
import io.recloop.training.wire.EventLog;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Every error of this service, as a problem.
final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final MediaType PROBLEM = new MediaType("application", "problem+json");

    @ServerExceptionMapper
    RestResponse<Problem> notFound(NotFoundException e, UriInfo uri) {
        return answer("not-found", "There is no such thing", 404, e.getMessage(), uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> conflict(ConflictException e, UriInfo uri) {
        return answer("conflict", "Not in its present state", 409, e.getMessage(), uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> invalid(IllegalArgumentException e, UriInfo uri) {
        return answer("invalid-request", "The request is not valid", 400, e.getMessage(), uri);
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
        return answer("invalid-request", "The request is not valid", 400, detail, uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> broker(EventLog.NotAcknowledgedException e, UriInfo uri) {
        LOG.warn(e.getMessage());
        return answer(
                "not-acknowledged",
                "The broker did not acknowledge",
                503,
                "It is not known whether it was recorded; try again",
                uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> lake(BrokenLakeException e, UriInfo uri) {
        LOG.error(e.getMessage());
        return answer("lake-broken", "The lake's files contradict each other", 500, "See the service's log", uri);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    RestResponse<Problem> unauthorized(UriInfo uri) {
        var answer = answer("unauthorized", "Not authenticated", 401, "A valid bearer token is needed", uri);
        answer.getHeaders().add("WWW-Authenticate", "Bearer");
        return answer;
    }

    @ServerExceptionMapper
    RestResponse<Problem> forbidden(ForbiddenException e, UriInfo uri) {
        return answer("forbidden", "Not allowed", 403, "The token's roles do not allow this", uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> http(WebApplicationException e, UriInfo uri) {
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(e, uri);
        }
        if (status == 400) {
            return answer("invalid-request", "The request is not valid", status, e.getMessage(), uri);
        }
        var title = e.getResponse().getStatusInfo().getReasonPhrase();
        return answer(title.toLowerCase(Locale.ROOT).replace(' ', '-'), title, status, e.getMessage(), uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> unexpected(Exception e, UriInfo uri) {
        var number = UUID.randomUUID().toString();
        LOG.errorf(e, "path=%s failure=%s", uri.getPath(), number);
        return answer("internal", "The service failed", 500, "The failure is in the service's log as " + number, uri);
    }

    private static RestResponse<Problem> answer(
            String type, String title, int status, @org.jspecify.annotations.Nullable String detail, UriInfo uri) {
        return RestResponse.ResponseBuilder.<Problem>create(status)
                .entity(new Problem("/problems/" + type, title, status, detail, uri.getPath()))
                .type(PROBLEM)
                .build();
    }
}
