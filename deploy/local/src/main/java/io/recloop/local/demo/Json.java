package io.recloop.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.layout.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// JSON from and to the services of a stack, as an operator.
final class Json implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Function<Service, URI> services;
    private final Supplier<String> token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    Json(Function<Service, URI> services, Supplier<String> token) {
        this.services = services;
        this.token = token;
    }

    /// @throws IOException where the answer is not 2xx, with the problem's own words
    JsonNode get(Service service, String path) throws IOException {
        return ask(service, path, request(service, path).GET());
    }

    /// @throws IOException where the answer is not 2xx, with the problem's own words
    JsonNode post(Service service, String path, Map<String, ?> body) throws IOException {
        var json = EventCodec.JSON.writeValueAsBytes(body);
        return ask(
                service,
                path,
                request(service, path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(json)));
    }

    private HttpRequest.Builder request(Service service, String path) {
        return HttpRequest.newBuilder(services.apply(service).resolve(path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token.get())
                .header("Accept", "application/json, application/problem+json");
    }

    private JsonNode ask(Service service, String path, HttpRequest.Builder request) throws IOException {
        try {
            var response = client.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 == 2) {
                return EventCodec.JSON.readTree(response.body());
            }
            throw new IOException("%s answers %d to %s%s"
                    .formatted(service.label(), response.statusCode(), path, why(response.body())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + service.label(), e);
        }
    }

    private static String why(byte[] problem) {
        try {
            var detail = EventCodec.JSON.readTree(problem).path("detail").asText("");
            return detail.isEmpty() ? "" : ": " + detail;
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
