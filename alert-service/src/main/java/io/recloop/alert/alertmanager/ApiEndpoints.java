package io.recloop.alert.alertmanager;

import io.recloop.alert.labels.GoQuote;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// From a method and a path to who answers, with the refusals of Alertmanager's framework in their order: path,
/// method, content type, accepted type.
@Singleton
class ApiEndpoints {
    private static final String JSON = "application/json";

    /// @param path `/silence/{id}` for all silences
    private record Endpoint(String method, String path, Function<ApiRequest, ApiAnswer> handler) {}

    private final List<Endpoint> endpoints;

    ApiEndpoints(AlertsEndpoint alerts, SilencesEndpoint silences, StatusEndpoint status) {
        this.endpoints = List.of(
                new Endpoint("POST", "/alerts", alerts::post),
                new Endpoint("GET", "/alerts", alerts::list),
                new Endpoint("GET", "/alerts/groups", alerts::groups),
                new Endpoint("POST", "/silences", silences::post),
                new Endpoint("GET", "/silences", silences::list),
                new Endpoint("GET", "/silence/{id}", silences::show),
                new Endpoint("DELETE", "/silence/{id}", silences::expire),
                new Endpoint("GET", "/status", status::status),
                new Endpoint("GET", "/receivers", status::receivers));
    }

    ApiAnswer answer(ApiRequest request) {
        if (request.path().isEmpty()) {
            return ApiAnswer.empty(301).with("Location", "/api/v2/");
        }
        var there = at(request.path());
        if (there.isEmpty()) {
            return ApiAnswer.malformed(404, 404, "path /api/v2%s was not found".formatted(request.path()));
        }
        var endpoint = there.stream()
                .filter(candidate -> candidate.method().equals(request.method()))
                .findFirst();
        if (endpoint.isEmpty()) {
            return wrongMethod(request, there);
        }
        return wrongType(request).orElseGet(() -> handled(endpoint.get(), request));
    }

    private static ApiAnswer handled(Endpoint endpoint, ApiRequest request) {
        try {
            return endpoint.handler().apply(request);
        } catch (ApiException e) {
            return e.answer();
        }
    }

    private List<Endpoint> at(String path) {
        var trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        boolean silence = trimmed.startsWith("/silence/") && trimmed.indexOf('/', "/silence/".length()) < 0;
        var pattern = silence ? "/silence/{id}" : trimmed;
        return endpoints.stream()
                .filter(endpoint -> endpoint.path().equals(pattern))
                .toList();
    }

    private static ApiAnswer wrongMethod(ApiRequest request, List<Endpoint> there) {
        var methods = new ArrayList<String>();
        there.forEach(endpoint -> methods.add(endpoint.method()));
        var allowed = String.join(",", methods);
        var message = "method %s is not allowed, but [%s] are".formatted(request.method(), allowed);
        return ApiAnswer.malformed(405, 405, message).with("Allow", allowed);
    }

    private static Optional<ApiAnswer> wrongType(ApiRequest request) {
        if (request.method().equals("POST")) {
            var given = request.header("content-type");
            var type = given == null || given.isBlank() ? "application/octet-stream" : bare(given);
            return type.equals(JSON)
                    ? Optional.empty()
                    : Optional.of(ApiAnswer.malformed(
                            415,
                            415,
                            "unsupported media type %s, only [%s] are allowed".formatted(GoQuote.of(type), JSON)));
        }
        var accept = request.header("accept");
        return accept == null || accept.isBlank() || accepts(accept)
                ? Optional.empty()
                : Optional.of(ApiAnswer.malformed(
                        406, 406, "unsupported media type requested, only [%s] are available".formatted(JSON)));
    }

    private static boolean accepts(String accept) {
        for (var range : accept.split(",", -1)) {
            var type = bare(range);
            if (type.equals(JSON) || type.equals("*/*") || type.equals("application/*")) {
                return true;
            }
        }
        return false;
    }

    /// Without its parameters.
    private static String bare(String type) {
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
