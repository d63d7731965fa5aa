package io.recloop.embedded;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the tests run against, chosen by the system property `recloop.test.stack`.
enum StackKind {
    /// A broker and a database from Maven artifacts, as processes of this machine: the default.
    EMBEDDED,
    /// Containers of the official images, started by Testcontainers; needs Docker.
    CONTAINERS;

    static final String PROPERTY = "recloop.test.stack";

    static StackKind configured() {
        return of(System.getProperty(PROPERTY, EMBEDDED.code()));
    }

    /// @throws IllegalArgumentException when there is no such kind; the message lists the kinds
    static StackKind of(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(PROPERTY + " is one of "
                        + Arrays.stream(values()).map(StackKind::code).collect(Collectors.joining(", ")) + "; it was '"
                        + code + "'"));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
