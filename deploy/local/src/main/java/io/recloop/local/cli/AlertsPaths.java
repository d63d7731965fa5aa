package io.recloop.local.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Names that people type, as parts of an address.
final class AlertsPaths {
    private AlertsPaths() {}

    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
