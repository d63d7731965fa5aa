package io.recloop.local.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.contracts.events.EventCodec;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;

/// What the benchmarks' own client asks the recommender, with a token.
record Requests(URI base, String token) {
    HttpRequest.Builder recommend(int user) {
        return request("/v1/users/u" + user + "/recommendations?limit=10").GET();
    }

    HttpRequest.Builder click(int user, String item) {
        return click(Map.of("user", "u" + user, "item", item, "action", "click"));
    }

    HttpRequest.Builder click(int user, String item, String eventId) {
        return click(Map.of("eventId", eventId, "user", "u" + user, "item", item, "action", "click"));
    }

    private HttpRequest.Builder click(Map<String, String> interaction) {
        try {
            return request("/v1/interactions")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(EventCodec.JSON.writeValueAsBytes(interaction)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + token);
    }
}
