package io.recloop.alert.alertmanager;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request to the API.
///
final class ApiRequest {
    private final String tenant;
    private final String method;
    private final String path;
    private final Map<String, List<String>> query;
    private final Map<String, String> headers;
    private final byte[] body;

    /// @param headers with names in lower case
    ApiRequest(
            Target target, String tenant, Map<String, List<String>> query, Map<String, String> headers, byte[] body) {
        this.tenant = tenant;
        this.method = target.method();
        this.path = target.path();
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    /// @param path below `/api/v2`
    record Target(String method, String path) {}

    String tenant() {
        return tenant;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /// Every value of a parameter.
    List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    /// The first value of a parameter that is not empty.
    Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst().filter(value -> !value.isEmpty());
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    byte[] body() {
        return body;
    }
}
