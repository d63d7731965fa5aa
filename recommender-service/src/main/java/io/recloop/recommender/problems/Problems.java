package io.recloop.recommender.problems;

import io.recloop.kit.http.Problem;
import io.recloop.kit.http.ProblemException;
import java.util.Map;

/// The problems that this service has besides those of all services.
public final class Problems {
    private Problems() {}

    public static ProblemException unknownItem(String detail) {
        return problem("unknown-item", "The item is not known", 404, detail);
    }

    public static ProblemException unknownUser(String detail) {
        return problem("unknown-user", "The user is not known", 404, detail);
    }

    /// The model that serves was trained without what is asked for.
    public static ProblemException notInModel(String detail) {
        return problem("not-in-model", "The model cannot tell", 404, detail);
    }

    public static ProblemException noModelYet(String detail) {
        return problem("no-model-yet", "No model is loaded", 503, detail);
    }

    /// The caller has used up its quota.
    ///
    /// @param headers with `Retry-After`, and what it may have
    public static ProblemException tooManyRequests(String detail, Map<String, String> headers) {
        return new ProblemException(Problem.of("too-many-requests", "Too many requests", 429, detail), headers);
    }

    /// There is more to do than can be done; another time, or another replica, may do it.
    public static ProblemException overloaded(String detail) {
        return new ProblemException(
                Problem.of("overloaded", "The service is overloaded", 503, detail), Map.of("Retry-After", "1"));
    }

    public static ProblemException unknownRule(String detail) {
        return problem("unknown-rule", "The rule is not known", 404, detail);
    }

    /// Nothing that can be added to what there is.
    public static ProblemException ruleConflict(String detail) {
        return problem("rule-conflict", "The rule cannot be added", 409, detail);
    }

    /// Somebody else was quicker.
    public static ProblemException ruleChanged(String detail) {
        return problem("rule-changed", "The rule was changed by somebody else", 412, detail);
    }

    public static ProblemException preconditionRequired(String detail) {
        return problem("precondition-required", "If-Match is needed", 428, detail);
    }

    private static ProblemException problem(String type, String title, int status, String detail) {
        return new ProblemException(Problem.of(type, title, status, detail));
    }
}
