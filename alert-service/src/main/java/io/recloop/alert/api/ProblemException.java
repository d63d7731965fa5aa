package io.recloop.alert.api;

/// Ends a request with a problem that the caller can act upon.
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(Problem.of("invalid-request", "The request is not valid", 400, detail));
    }

    static ProblemException unknownIncident() {
        return new ProblemException(
                Problem.of("unknown-incident", "The incident is not known", 404, "There is no incident with this id"));
    }

    static ProblemException forbidden(String detail) {
        return new ProblemException(Problem.of("forbidden", "Not allowed", 403, detail));
    }

    Problem problem() {
        return problem;
    }
}
