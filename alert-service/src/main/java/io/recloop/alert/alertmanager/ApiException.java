package io.recloop.alert.alertmanager;

/// Ends a request with an answer that the caller can act upon. It has no stack trace: it is an answer, not a fault.
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiAnswer answer;

    private ApiException(ApiAnswer answer) {
        super("answered with " + answer.status(), null, false, false);
        this.answer = answer;
    }

    static ApiException refused(String message) {
        return new ApiException(ApiAnswer.refused(400, message));
    }

    /// A field is missing or of the wrong form; the code says which, in go-openapi's numbers.
    static ApiException invalid(int code, String message) {
        return new ApiException(ApiAnswer.malformed(422, code, message));
    }

    static ApiException required(String field) {
        return invalid(602, field + " in body is required");
    }

    static ApiException unparsable(String what, String reason) {
        return new ApiException(
                ApiAnswer.malformed(400, 400, "parsing %s body from \"\" failed, because %s".formatted(what, reason)));
    }

    ApiAnswer answer() {
        return answer;
    }
}
