package io.recloop.scheduler.api;

import jakarta.enterprise.context.RequestScoped;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Who asks. The tenant is a claim of the token and nothing else: no header, path or body can change it.
@RequestScoped
class Caller {
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final String DEFAULT = "default";

    private final JsonWebToken token;

    Caller(JsonWebToken token) {
        this.token = token;
    }

    String name() {
        var name = token.getName();
        return name == null ? "unknown" : name;
    }

    String tenant() {
        Object claim = token.getClaim("tenant");
        if (claim == null) {
            return DEFAULT;
        }
        var tenant = claim.toString();
        if (!TENANT.matcher(tenant).matches()) {
            throw ProblemException.forbidden("The token's tenant is not well-formed");
        }
        return tenant;
    }
}
