package io.recloop.training.api;

import io.recloop.training.interactions.BrokenLakeException;
import io.recloop.training.wire.EventLog;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
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
                "broker-unavailable", "The broker is not there", 503, "The broker did not acknowledge; try again", uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> lake(BrokenLakeException e, UriInfo uri) {
        LOG.error(e.getMessage());
        return answer("lake-broken", "The lake's files contradict each other", 500, "See the service's log", uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> http(WebApplicationException e, UriInfo uri) {
        int status = e.getResponse().getStatus();
        return answer(
                "http-" + status,
                e.getResponse().getStatusInfo().getReasonPhrase(),
                status,
                status < 500 ? e.getMessage() : null,
                uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> unexpected(Exception e, UriInfo uri) {
        LOG.errorf(e, "%s failed", uri.getPath());
        return answer("internal-error", "Something went wrong", 500, "See the service's log", uri);
    }

    private static RestResponse<Problem> answer(
            String type, String title, int status, @org.jspecify.annotations.Nullable String detail, UriInfo uri) {
        return RestResponse.ResponseBuilder.<Problem>create(status)
                .entity(new Problem("/problems/" + type, title, status, detail, uri.getPath()))
                .type(PROBLEM)
                .build();
    }
}
