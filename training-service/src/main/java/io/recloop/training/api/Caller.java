package io.recloop.training.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Who asks, by the token.
@RequestScoped
class Caller {
    private final JsonWebToken token;

    @Inject
    Caller(JsonWebToken token) {
        this.token = token;
    }

    String tenant() {
        String tenant = token.getClaim("tenant");
        return tenant == null ? "default" : tenant;
    }

    String name() {
        var name = token.getName() == null ? token.getSubject() : token.getName();
        return name == null ? "unknown" : name;
    }
}
