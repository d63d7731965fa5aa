package io.recloop.recommender.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.time.Clock;

/// Verifies tokens and, where that is wanted, remembers them for a while: a back end sends the same one with each
/// request, and checking a signature costs several times what finding the best items does. What is not good is never
/// remembered. Thread-safe.
@Alternative
@Priority(1)
@ApplicationScoped
class VerifiedTokens extends JWTCallerPrincipalFactory {
    private final JWTCallerPrincipalFactory verifier;
    private final Clock clock;
    private final boolean remembers;
    private final Cache<String, JWTCallerPrincipal> verified;

    @Inject
    VerifiedTokens(AccessConfig config, Clock clock, MeterRegistry metrics) {
        this(new TokenVerifier(), config, clock, Ticker.systemTicker());
        metrics.gauge("recloop.access.tokens", this, VerifiedTokens::remembered);
    }

    VerifiedTokens(JWTCallerPrincipalFactory verifier, AccessConfig config, Clock clock, Ticker ticker) {
        this.verifier = verifier;
        this.clock = clock;
        this.remembers = config.verifiedFor().isPositive();
        this.verified = Caffeine.newBuilder()
                .expireAfterWrite(config.verifiedFor())
                .maximumSize(config.maxTokens())
                .ticker(ticker)
                // Otherwise on the common pool, in the middle of which answers are made.
                .executor(Runnable::run)
                .build();
    }

    /// @param context the service's own: one for all tokens
    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context) throws ParseException {
        if (!remembers) {
            return verifier.parse(token, context);
        }
        var known = verified.getIfPresent(token);
        if (known != null && known.getExpirationTime() > clock.instant().getEpochSecond()) {
            return known;
        }
        var caller = verifier.parse(token, context);
        verified.put(token, caller);
        return caller;
    }

    /// How many there are, after those that had to go have gone.
    long remembered() {
        verified.cleanUp();
        return verified.estimatedSize();
    }
}
