package io.recloop.recommender.access;

import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.Claims;
import org.jspecify.annotations.Nullable;

/// A token whose claims were read once: the parser's own principal throws and catches an exception each time it is
// asked
/// for a claim that is not among the standard ones, such as the tenant. Immutable.
final class ReadClaims extends JWTCallerPrincipal {
    private final Map<String, Object> claims = new HashMap<>();

    ReadClaims(JWTCallerPrincipal token) {
        super(token.getRawToken(), "");
        // Of those that the standard names, the parser answers some that are not there: no groups, for example.
        var names = new HashSet<>(token.getClaimNames());
        Arrays.stream(Claims.values()).map(Claims::name).forEach(names::add);
        for (var name : names) {
            Object value = token.getClaim(name);
            if (value != null) {
                claims.put(name, value instanceof Set<?> set ? Set.copyOf(set) : value);
            }
        }
    }

    @Override
    protected Collection<String> doGetClaimNames() {
        return claims.keySet();
    }

    @Override
    protected @Nullable Object getClaimValue(String name) {
        return claims.get(name);
    }
}
