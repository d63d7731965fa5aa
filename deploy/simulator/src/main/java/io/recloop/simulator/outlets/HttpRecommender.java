package io.recloop.simulator.outlets;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Supplier;

/// Asks over HTTP, as a shop's back end does: one bearer token, one deadline a request, no retries.
public final class HttpRecommender implements Recommender, AutoCloseable {
    private final HttpClient client;
    private final URI base;
    private final Supplier<String> token;
    private final Duration deadline;

    /// @param base     where the recommender listens, for example `http://localhost:8080`
    /// @param token    asked for every request, so that it can be renewed
    /// @param deadline for the whole answer
    public HttpRecommender(URI base, Supplier<String> token, Duration deadline) {
        this.base = base;
        this.token = token;
        this.deadline = deadline;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(deadline)
                .build();
    }

    @Override
    public Answer recommend(String user, int limit) throws AskFailedException {
        var path = "/v1/users/%s/recommendations?limit=%d".formatted(encoded(user), limit);
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(deadline)
                .header("Authorization", "Bearer " + token.get())
                .header("Accept", "application/json")
                .GET()
                .build();
        HttpResponse<byte[]> response;
        try {
            response = client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AskFailedException("no answer: " + e.getClass().getSimpleName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AskFailedException("interrupted while waiting for the answer", e);
        }
        if (response.statusCode() != 200) {
            throw new AskFailedException("status " + response.statusCode());
        }
        return answer(response.body());
    }

    private static Answer answer(byte[] body) throws AskFailedException {
        JsonNode root;
        try {
            root = EventCodec.JSON.readTree(body);
        } catch (IOException e) {
            throw new AskFailedException("the answer is not JSON", e);
        }
        var requestId = root.path("requestId").asText("");
        if (requestId.isEmpty() || !root.path("items").isArray()) {
            throw new AskFailedException("the answer has no requestId or no items");
        }
        var items = new ArrayList<String>();
        for (var item : root.path("items")) {
            items.add(item.path("item").asText(""));
        }
        var modelId = root.path("modelId");
        return new Answer(
                requestId,
                modelId.isTextual() ? modelId.asText() : null,
                root.path("strategy").asText("unknown"),
                items);
    }

    private static String encoded(String user) {
        return URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
