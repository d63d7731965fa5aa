package io.recloop.alert.alertmanager;

import java.util.regex.Pattern;

/// Which texts Go takes for the URI of a request (`url.ParseRequestURI`): an absolute path, or a scheme and what
/// follows it.
final class GoUri {
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("(\\[[^\\[\\]]+]|[^\\[\\]: <>\"]*)(:\\d*)?");
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private GoUri() {}

    static boolean isValid(String text) {
        if (text.isEmpty() || text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            return false;
        }
        int query = text.indexOf('?');
        var bare = query < 0 ? text : text.substring(0, query);
        if (bare.startsWith("/")) {
            return !BROKEN_ESCAPE.matcher(bare).find();
        }
        if (!SCHEME.matcher(bare).matches()) {
            return text.equals("*");
        }
        var rest = bare.substring(bare.indexOf(':') + 1);
        return !rest.startsWith("//") || hasAuthority(rest.substring(2));
    }

    private static boolean hasAuthority(String rest) {
        int slash = rest.indexOf('/');
        var authority = slash < 0 ? rest : rest.substring(0, slash);
        var path = slash < 0 ? "" : rest.substring(slash);
        var host = authority.substring(authority.lastIndexOf('@') + 1);
        return HOST.matcher(host).matches() && !BROKEN_ESCAPE.matcher(path).find();
    }
}
