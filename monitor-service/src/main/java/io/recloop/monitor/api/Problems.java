package io.recloop.monitor.api;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Every error as problem+json. A caller's mistake is not logged; this service's own is, with its stack.
final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final String INVALID = "invalid-request";
    private static final String INVALID_TITLE = "The request is not valid";

    @ServerExceptionMapper
    RestResponse<Problem> nothingEvaluated(NothingEvaluatedException e, UriInfo uri) {
        return answer(404, "nothing-evaluated", "Nothing was evaluated yet", "request a run of drift-detection", uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> invalidRange(InvalidRangeException e, UriInfo uri) {
        return answer(400, INVALID, INVALID_TITLE, String.valueOf(e.getMessage()), uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> invalid(ConstraintViolationException e, UriInfo uri) {
        var what = e.getConstraintViolations().stream()
                .map(violation -> {
                    var path = violation.getPropertyPath().toString();
                    return path.substring(path.lastIndexOf('.') + 1) + " " + violation.getMessage();
                })
                .sorted()
                .collect(Collectors.joining("; "));
        return answer(400, INVALID, INVALID_TITLE, what, uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> notFound(NotFoundException e, UriInfo uri) {
        // A query parameter that cannot be read ends here too, as Jakarta REST wants it.
        return answer(404, "not-found", "Not Found", "no such resource, or a parameter that cannot be read", uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> web(WebApplicationException e, UriInfo uri) {
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return internal(e, uri);
        }
        if (status == 400) {
            return answer(status, INVALID, INVALID_TITLE, "the body or a parameter is not of the expected form", uri);
        }
        var title = e.getResponse().getStatusInfo().getReasonPhrase();
        var type = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        return answer(status, type, title, "the request is not one that this path answers", uri);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    RestResponse<Problem> unauthorized(UriInfo uri) {
        var answer = answer(401, "unauthorized", "Not authenticated", "A valid bearer token is needed", uri);
        answer.getHeaders().add("WWW-Authenticate", "Bearer");
        return answer;
    }

    @ServerExceptionMapper
    RestResponse<Problem> forbidden(ForbiddenException e, UriInfo uri) {
        return answer(403, "forbidden", "Not allowed", "The token's roles do not allow this", uri);
    }

    @ServerExceptionMapper
    RestResponse<Problem> internal(RuntimeException e, UriInfo uri) {
        var number = UUID.randomUUID().toString();
        LOG.errorf(e, "path=%s failure=%s", uri.getPath(), number);
        return answer(500, "internal", "The service failed", "The failure is in the service's log as " + number, uri);
    }

    private static RestResponse<Problem> answer(int status, String type, String title, String detail, UriInfo uri) {
        return RestResponse.ResponseBuilder.<Problem>create(status)
                .entity(new Problem("/problems/" + type, title, status, detail, uri.getPath()))
                .type("application/problem+json")
                .build();
    }
}
