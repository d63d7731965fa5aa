package io.recloop.training.api;

import io.recloop.kit.http.ProblemException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parameters as a request has them: a person writes 64 and a program "64".
final class RequestedParameters {
    private static final int LONGEST = 500;

    private RequestedParameters() {}

    /// @throws ProblemException naming the parameter that is no short text, number or truth value
    static Map<String, String> of(@Nullable Map<String, Object> given) {
        var parameters = new HashMap<String, String>();
        if (given != null) {
            given.forEach((name, value) -> parameters.put(name, text(name, value)));
        }
        return parameters;
    }

    private static String text(String name, @Nullable Object value) {
        if (value instanceof Number || value instanceof Boolean || value instanceof String) {
            var text = value.toString();
            if (text.length() <= LONGEST) {
                return text;
            }
        }
        throw ProblemException.invalid("parameter " + name + " must be a short text, a number, true or false");
    }
}
