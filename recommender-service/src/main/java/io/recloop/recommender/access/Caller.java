package io.recloop.recommender.access;

import io.recloop.recommender.problems.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Who asks. The tenant is a claim of the token and nothing else: no header, path or body can change it.
@RequestScoped
public class Caller {
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final String DEFAULT = "default";

    private final JsonWebToken token;

    Caller(JsonWebToken token) {
        this.token = token;
    }

    /// Whether there is a token at all.
    public boolean isKnown() {
        return token.getRawToken() != null;
    }

    /// Whom the token was given to.
    public String subject() {
        var subject = token.getSubject();
        return subject == null ? "" : subject;
    }

    public String tenant() {
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

    /// Who it is by the token: its user name, or its subject.
    public String name() {
        var name = token.getName();
        return name == null || name.isBlank() ? "unknown" : name;
    }
}
