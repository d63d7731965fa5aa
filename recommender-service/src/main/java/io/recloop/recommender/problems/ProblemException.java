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

    public static ProblemException unknownUser(String detail) {
        return new ProblemException("unknown-user", "The user is not known", 404, detail, Map.of());
    }

    /// The model that serves was trained without what is asked for.
    public static ProblemException notInModel(String detail) {
        return new ProblemException("not-in-model", "The model cannot tell", 404, detail, Map.of());
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

    public static ProblemException unknownRule(String detail) {
        return new ProblemException("unknown-rule", "The rule is not known", 404, detail, Map.of());
    }

    /// Nothing that can be added to what there is.
    public static ProblemException ruleConflict(String detail) {
        return new ProblemException("rule-conflict", "The rule cannot be added", 409, detail, Map.of());
    }

    /// Somebody else was quicker.
    public static ProblemException ruleChanged(String detail) {
        return new ProblemException("rule-changed", "The rule was changed by somebody else", 412, detail, Map.of());
    }

    public static ProblemException preconditionRequired(String detail) {
        return new ProblemException("precondition-required", "If-Match is needed", 428, detail, Map.of());
    }

    public Problem problem() {
        return problem;
    }

    /// Of the answer.
    public Map<String, String> headers() {
        return headers;
    }
}
