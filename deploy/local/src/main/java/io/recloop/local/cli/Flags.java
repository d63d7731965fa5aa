package io.recloop.local.cli;

import java.util.Map;

/// Options without a value, as parameters of a run: one that was not given is not sent.
final class Flags {

    private Flags() {}

    static void put(Map<String, String> parameters, String name, boolean given) {
        if (given) {
            parameters.put(name, "true");
        }
    }
}
