package io.recloop.scheduler.api;

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

    static ProblemException unknownJob() {
        return new ProblemException(
                Problem.of("unknown-job", "The job is not known", 404, "There is no job with this name"));
    }

    static ProblemException unknownRun() {
        return new ProblemException(
                Problem.of("unknown-run", "The run is not known", 404, "There is no run with this id"));
    }

    static ProblemException busy(String runId) {
        return new ProblemException(Problem.of(
                "job-busy", "The job is running", 409, "Run %s of this job has not ended yet".formatted(runId)));
    }

    static ProblemException forbidden(String detail) {
        return new ProblemException(Problem.of("forbidden", "Not allowed", 403, detail));
    }

    Problem problem() {
        return problem;
    }
}
