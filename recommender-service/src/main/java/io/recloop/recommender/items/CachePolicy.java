package io.recloop.recommender.items;

import io.recloop.kit.http.Caller;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/// What a caller may keep: answers that depend on no user, for a little while, each caller for itself, because the
/// tenant is not in the address but in the token.
@Singleton
final class CachePolicy {
    private static final String VARY = "Authorization";

    /// Versions are counted from the start of the process.
    private final String process = UUID.randomUUID().toString().substring(0, 8);

    private final String cacheControl;
    private final Caller caller;

    CachePolicy(ListCacheConfig config, Caller caller) {
        this.cacheControl = "private, max-age=" + config.listMaxAge().toSeconds();
        this.caller = caller;
    }

    /// @param version of all that the answer was made from; null where it changes with time
    /// @return the answer, or that it is the one which the caller has already
    <T> RestResponse<T> answer(T body, @Nullable String version, Request request) {
        if (version == null) {
            return headed(ResponseBuilder.ok(body)).build();
        }
        var tag = new EntityTag(process + "-" + caller.tenant() + "-" + version);
        if (request.evaluatePreconditions(tag) != null) {
            return headed(ResponseBuilder.<T>notModified()).tag(tag).build();
        }
        return headed(ResponseBuilder.ok(body)).tag(tag).build();
    }

    private <T> ResponseBuilder<T> headed(ResponseBuilder<T> response) {
        return response.header("Cache-Control", cacheControl).header("Vary", VARY);
    }
}
