package io.recloop.kit.http;

import java.util.Map;

/// Ends a request with a problem that the caller can act upon. It has no stack trace: it is an answer, not a fault.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    public ProblemException(Problem problem) {
        this(problem, Map.of());
    }

    /// @param headers of the answer, for example `Retry-After`
    public ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    /// 400: the request itself is wrong.
    public static ProblemException invalid(String detail) {
        return new ProblemException(invalidRequest(detail));
    }

    /// 403: the caller may not do this.
    public static ProblemException forbidden(String detail) {
        return new ProblemException(Problem.of("forbidden", "Not allowed", 403, detail));
    }

    /// 404: there is no such thing.
    public static ProblemException notFound(String detail) {
        return new ProblemException(Problem.of("not-found", "There is no such thing", 404, detail));
    }

    /// 409: it is there, and not in a state in which this can be done.
    public static ProblemException conflict(String detail) {
        return new ProblemException(Problem.of("conflict", "Not in its present state", 409, detail));
    }

    /// 503: it is not known whether the broker has the event; the same request may be sent again.
    public static ProblemException notAcknowledged(String detail) {
        return new ProblemException(Problem.of("not-acknowledged", "The broker did not acknowledge", 503, detail));
    }

    /// @param members further ones of the body
    public ProblemException with(Map<String, Object> members) {
        return new ProblemException(problem.with(members), headers);
    }

    static Problem invalidRequest(String detail) {
        return Problem.of("invalid-request", "The request is not valid", 400, detail);
    }

    public Problem problem() {
        return problem;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
