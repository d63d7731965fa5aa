package io.recloop.recommender.access;

import io.recloop.kit.http.ProblemException;

/// The rule of the contracts for ids, for those that come in a path or a query: 1 to 256 characters, no control
/// characters, no blank ends.
public final class Identifier {
    private static final int MAX = 256;

    private Identifier() {}

    public static String check(String name, String value) {
        if (value.isBlank()) {
            throw ProblemException.invalid(name + " is blank");
        }
        if (value.length() > MAX) {
            throw ProblemException.invalid(
                    "%s has %d characters, at most %d are allowed".formatted(name, value.length(), MAX));
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid(name + " has a control character");
        }
        if (!value.equals(value.strip())) {
            throw ProblemException.invalid(name + " begins or ends with a blank");
        }
        return value;
    }
}
