package io.recloop.recommender.protection;

import jakarta.inject.Singleton;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Asks for the limits as soon as the token is known to be good, before anything is read or done for the request. It
/// is made before the configuration is there, which is why it holds none itself.
@Singleton
final class LimitFilter {
    private final CallerLimits limits;

    LimitFilter(CallerLimits limits) {
        this.limits = limits;
    }

    @ServerRequestFilter(nonBlocking = true)
    public void limit() {
        limits.enter();
    }
}
