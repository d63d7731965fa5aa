package io.recloop.monitor.api;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Whose data a request may see: what its token says, never what its URL says.
@Singleton
final class Tenant {
    private static final String DEFAULT = "default";

    private final JsonWebToken token;

    Tenant(JsonWebToken token) {
        this.token = token;
    }

    String name() {
        Object claim = token.getClaim("tenant");
        return claim == null ? DEFAULT : claim.toString();
    }
}
