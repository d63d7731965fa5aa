package io.recloop.kit.http;

import jakarta.enterprise.context.RequestScoped;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Who calls. The tenant is a claim of the token and nothing else: no header, path or body can change it.
@RequestScoped
public class Caller {
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final String DEFAULT = "default";

    private final JsonWebToken token;
    /// Every part of a request asks for it, and reading a claim costs more than most of them.
    private @Nullable String tenant;

    Caller(JsonWebToken token) {
        this.token = token;
    }

    /// Whether there is a token at all.
    public boolean isKnown() {
        return token.getRawToken() != null;
    }

    /// Whom the token was given to; empty where it does not say.
    public String subject() {
        var subject = token.getSubject();
        return subject == null ? "" : subject;
    }

    /// The user name, else the subject, else `unknown`.
    public String name() {
        var name = token.getName() == null ? token.getSubject() : token.getName();
        return name == null || name.isBlank() ? "unknown" : name;
    }

    /// @throws ProblemException 403, where the claim is not a tenant's name
    public String tenant() {
        var known = tenant;
        if (known == null) {
            known = readTenant();
            tenant = known;
        }
        return known;
    }

    private String readTenant() {
        Object claim = token.getClaim("tenant");
        if (claim == null) {
            return DEFAULT;
        }
        var named = claim.toString();
        if (!TENANT.matcher(named).matches()) {
            throw ProblemException.forbidden("The token's tenant is not well-formed");
        }
        return named;
    }
}
