package io.recloop.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A stack started the way a user starts it, with `./recloop`, and talked to from outside.
final class LocalStack implements AutoCloseable {
    static final Path ROOT =
            Path.of(System.getProperty("recloop.root", "..")).toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path dataDir;
    private final int ports;
    private final HttpClient http = HttpClient.newHttpClient();

    record Result(int exit, String output, String errors) {
        JsonNode json() {
            try {
                return EventCodec.JSON.readTree(output);
            } catch (IOException e) {
                throw new AssertionError("not one JSON document: " + output + errors, e);
            }
        }
    }

    private LocalStack(Path dataDir, int ports) {
        this.dataDir = dataDir;
        this.ports = ports;
    }

    static LocalStack up(Path dataDir, int ports) throws Exception {
        var stack = new LocalStack(dataDir, ports);
        var up = stack.run("up", "--detach", "--ports-from", Integer.toString(ports));
        assertThat(up.exit()).as(up.output() + up.errors()).isZero();
        return stack;
    }

    /// Runs `./recloop <command>` on this stack's data folder.
    Result run(String... command) throws Exception {
        return run(Map.of(), command);
    }

    Result run(Map<String, String> environment, String... command) throws Exception {
        var line = new ArrayList<String>();
        line.add(ROOT.resolve("recloop").toString());
        line.addAll(List.of(command));
        line.add("--data-dir");
        line.add(dataDir.toString());
        return execute(environment, line);
    }

    static Result execute(Map<String, String> environment, List<String> line) throws Exception {
        var output = Files.createTempFile("recloop", ".out");
        var errors = Files.createTempFile("recloop", ".err");
        try {
            var builder = new ProcessBuilder(line)
                    .directory(ROOT.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(line + " does not end: " + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    Path dataDir() {
        return dataDir;
    }

    Path store() {
        return dataDir.resolve("store");
    }

    Path lake() {
        return dataDir.resolve("lake");
    }

    String bootstrapServers() throws IOException {
        return "127.0.0.1:" + component("broker").path("port").asInt();
    }

    ProcessHandle process(String component) throws IOException {
        long pid = component(component).path("process").path("pid").asLong();
        return ProcessHandle.of(pid).orElseThrow(() -> new AssertionError(component + " does not run"));
    }

    int restarts(String component) throws IOException {
        return component(component).path("restarts").asInt();
    }

    private JsonNode component(String name) throws IOException {
        for (var component :
                EventCodec.JSON.readTree(dataDir.resolve("run.json").toFile()).path("components")) {
            if (component.path("name").asText().equals(name)) {
                return component;
            }
        }
        throw new AssertionError("run.json has no component " + name);
    }

    URI recommender(String path) {
        return URI.create("http://127.0.0.1:" + ports + path);
    }

    URI training(String path) {
        return URI.create("http://127.0.0.1:" + (ports + 1) + path);
    }

    String token(String role) throws Exception {
        var token = run("token", "--role", role);
        assertThat(token.exit()).as(token.errors()).isZero();
        return token.output().strip();
    }

    JsonNode get(URI uri, String token) throws Exception {
        var answer = send(HttpRequest.newBuilder(uri), token);
        assertThat(answer.statusCode()).as(uri + ": " + answer.body()).isEqualTo(200);
        return EventCodec.JSON.readTree(answer.body());
    }

    HttpResponse<String> post(URI uri, String token, String json) throws Exception {
        return send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)),
                token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String token) throws Exception {
        return http.send(
                request.header("Authorization", "Bearer " + token)
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
        try {
            var down = run("down");
            assertThat(down.exit()).as(down.output() + down.errors()).isZero();
        } catch (Exception e) {
            throw new AssertionError("the stack could not be stopped", e);
        }
    }
}
