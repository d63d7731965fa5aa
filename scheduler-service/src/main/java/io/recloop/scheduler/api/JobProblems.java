package io.recloop.scheduler.api;

import io.recloop.kit.http.Problem;
import io.recloop.kit.http.ProblemException;

/// Problems of jobs and runs.
final class JobProblems {
    private JobProblems() {}

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
}
