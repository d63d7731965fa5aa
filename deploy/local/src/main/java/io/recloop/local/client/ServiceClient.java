package io.recloop.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.layout.LocalFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// JSON over HTTP with a bearer token. Thread-safe.
public final class ServiceClient {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String label;
    private final URI base;
    private final String token;

    /// @param label what a person calls the service
    public ServiceClient(String label, URI base, String token) {
        this.label = label;
        this.base = base;
        this.token = token;
    }

    /// @throws NotReachable when nobody answers
    /// @throws LocalFailure with the service's own words when it refuses
    public JsonNode get(String path) {
        return send(request(path).GET());
    }

    /// @throws NotReachable when nobody answers
    /// @throws LocalFailure with the service's own words when it refuses
    public JsonNode post(String path, Object body) {
        try {
            return send(request(path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(EventCodec.JSON.writeValueAsBytes(body))));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// @throws NotReachable when nobody answers
    /// @throws LocalFailure with the service's own words when it refuses
    public JsonNode delete(String path) {
        return send(request(path).DELETE());
    }

    /// @param version what the service called it when it was read; empty where there is none yet
    /// @throws NotReachable when nobody answers
    /// @throws LocalFailure with the service's own words when it refuses
    public JsonNode put(String path, Object body, Optional<String> version) {
        try {
            var request = request(path)
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(EventCodec.JSON.writeValueAsBytes(body)));
            version.ifPresent(tag -> request.header("If-Match", tag));
            return send(request);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// @param version what the service called it when it was read
    /// @throws NotReachable when nobody answers
    /// @throws LocalFailure with the service's own words when it refuses
    public JsonNode delete(String path, String version) {
        return send(request(path).header("If-Match", version).DELETE());
    }

    /// Nobody answered; the service may be about to start again.
    public static final class NotReachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotReachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(LIMIT)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder builder) {
        try {
            var response = CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() / 100 != 2) {
                throw new LocalFailure(refusal(response));
            }
            return EventCodec.JSON.readTree(response.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new LocalFailure("the " + label + " service at " + base + " answered with something else than JSON");
        } catch (IOException e) {
            throw new NotReachable("the " + label + " service at " + base + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted");
        }
    }

    /// From `application/problem+json`, where it is that.
    private String refusal(HttpResponse<String> response) {
        var words = "";
        try {
            var problem = EventCodec.JSON.readTree(response.body());
            var detail = problem.path("detail").asText("");
            words = detail.isEmpty() ? problem.path("title").asText("") : detail;
        } catch (IOException e) {
            words = "";
        }
        return "the %s service refused %s with %d%s"
                .formatted(
                        label,
                        response.request().uri().getPath(),
                        response.statusCode(),
                        words.isEmpty() ? "" : ": " + words);
    }
}
