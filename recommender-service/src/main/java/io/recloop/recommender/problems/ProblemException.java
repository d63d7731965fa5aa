package io.recloop.recommender.problems;

import java.util.Map;

/// Ends a request with a problem that the caller can act upon.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    private ProblemException(String type, String title, int status, String detail, Map<String, Object> extra) {
        this(new Problem("/problems/" + type, title, status, detail, null, extra), Map.of());
    }

    private ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = headers;
    }

    /// The request itself is wrong.
    public static ProblemException invalid(String detail) {
        return invalid(detail, Map.of());
    }

    public static ProblemException invalid(String detail, Map<String, Object> extra) {
        return new ProblemException("invalid-request", "The request is not valid", 400, detail, extra);
    }

    public static ProblemException unknownItem(String detail) {
        return new ProblemException("unknown-item", "The item is not known", 404, detail, Map.of());
    }

    public static ProblemException noModelYet(String detail) {
        return new ProblemException("no-model-yet", "No model is loaded", 503, detail, Map.of());
    }

    /// The broker has not acknowledged in time; the same may be sent again, with the same event ids.
    public static ProblemException notAcknowledged(String detail, Map<String, Object> extra) {
        return new ProblemException("not-acknowledged", "The broker did not acknowledge", 503, detail, extra);
    }

    public static ProblemException forbidden(String detail) {
        return new ProblemException("forbidden", "Not allowed", 403, detail, Map.of());
    }

    /// The caller has had his share.
    ///
    /// @param headers with `Retry-After`, and what he may have
    public static ProblemException tooManyRequests(String detail, Map<String, String> headers) {
        return new ProblemException(
                new Problem("/problems/too-many-requests", "Too many requests", 429, detail, null, Map.of()), headers);
    }

    /// There is more to do than can be done; another time, or another replica, may do it.
    public static ProblemException overloaded(String detail) {
        return new ProblemException(
                new Problem("/problems/overloaded", "The service is overloaded", 503, detail, null, Map.of()),
                Map.of("Retry-After", "1"));
    }

    public Problem problem() {
        return problem;
    }

    /// Of the answer.
    public Map<String, String> headers() {
        return headers;
    }
}
