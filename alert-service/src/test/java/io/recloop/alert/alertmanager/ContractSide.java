package io.recloop.alert.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// One of the two servers that are compared: sends the steps, and remembers the ids that it was given.
final class ContractSide {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]+)}}");
    private static final Pattern METHODS = Pattern.compile("but \\[([A-Z,]+)] are");
    private static final Pattern IDS = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String token;
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();

    /// @param token empty where none is needed
    ContractSide(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /// @param headers those that are compared
    record Answer(int status, Map<String, String> headers, String body) {
        Optional<JsonNode> json() {
            try {
                return Optional.of(EventCodec.JSON.readTree(body)).filter(node -> !node.isMissingNode());
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    Answer send(ContractStep step, Instant now) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + filled(step.path(), now)))
                .timeout(Duration.ofSeconds(20))
                .method(
                        step.method(),
                        step.body().isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(bytes(filled(step.body(), now))));
        if (!token.isEmpty() && !step.has("anonymous")) {
            request.header("Authorization", "Bearer " + token);
        }
        step.headers().forEach((name, value) -> {
            if (!name.startsWith("@")) {
                request.header(name, value);
            }
        });
        var response = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        var answer = new Answer(response.statusCode(), headers(response), response.body());
        answer.json().ifPresent(json -> {
            if (json.path("silenceID").isTextual()) {
                ids.put(step.name(), json.path("silenceID").textValue());
            }
        });
        return new Answer(answer.status(), answer.headers(), aliased(inOrder(answer.body())));
    }

    /// A byte that is no UTF-8 stands for `{{ff}}`.
    private static byte[] bytes(String body) {
        var out = new ByteArrayOutputStream();
        for (var part : body.split("\uE000", -1)) {
            if (out.size() > 0) {
                out.write(0xff);
            }
            out.writeBytes(part.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private String filled(String text, Instant now) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(value(found, now)));
    }

    private String value(MatchResult found, Instant now) {
        var key = found.group(1);
        if (key.equals("ff")) {
            return "\uE000";
        }
        if (key.startsWith("id:")) {
            return ids.getOrDefault(key.substring(3), "no-such-step");
        }
        if (key.startsWith("repeat:")) {
            var parts = key.split(":");
            return parts[1].repeat(Integer.parseInt(parts[2]));
        }
        var offset = key.substring("now".length());
        return now.plus(offset.isEmpty() ? Duration.ZERO : Duration.parse(offset.replaceFirst("\\+", "")))
                .toString();
    }

    /// Go lists methods in any order.
    private static String inOrder(String body) {
        return METHODS.matcher(body).replaceAll(found -> "but [" + sorted("allow", found.group(1)) + "] are");
    }

    /// Ids differ between the two; the first one that is seen is #1 on both.
    private String aliased(String body) {
        return IDS.matcher(body)
                .replaceAll(
                        found -> aliases.computeIfAbsent(found.group(), key -> "#%03d".formatted(aliases.size() + 1)));
    }

    private static Map<String, String> headers(HttpResponse<String> response) {
        var headers = new HashMap<String, String>();
        for (var name : new String[] {"content-type", "allow", "location", "access-control-allow-origin"}) {
            response.headers().firstValue(name).ifPresent(value -> headers.put(name, sorted(name, value)));
        }
        return headers;
    }

    private static String sorted(String name, String value) {
        if (!name.equals("allow")) {
            return value;
        }
        return String.join(",", new TreeSet<>(java.util.List.of(value.split(",\\s*"))));
    }
}
