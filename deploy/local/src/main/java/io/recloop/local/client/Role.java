package io.recloop.local.client;

import java.util.Locale;

/// What a token's owner may do.
public enum Role {
    CLIENT,
    OPERATOR,
    ADMIN;

    /// As it stands in a token: `operator`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return code();
    }
}
