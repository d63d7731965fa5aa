package io.recloop.simulator.outlets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A recommender that answers what the test says, over real HTTP.
public final class FakeRecommender implements AutoCloseable {
    public record Reply(int status, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<String> tokens = new ConcurrentLinkedQueue<>();
    private volatile Function<String, Reply> replies;

    /// @param replies from user to reply
    public FakeRecommender(Function<String, Reply> replies) {
        this.replies = replies;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/users/", this::handle);
        server.start();
    }

    /// Numbers its answers and shows everybody the same items.
    public static FakeRecommender showing(String strategy, List<String> items) {
        var number = new AtomicLong();
        return new FakeRecommender(user -> list("r-" + number.incrementAndGet(), strategy, items));
    }

    public static Reply list(String requestId, String strategy, List<String> items) {
        var lines = items.stream()
                .map("{\"item\":\"%s\",\"score\":0.5,\"source\":\"collaborative\"}"::formatted)
                .collect(Collectors.joining(","));
        return new Reply(
                200,
                "{\"requestId\":\"%s\",\"modelId\":\"m-1\",\"strategy\":\"%s\",\"items\":[%s]}"
                        .formatted(requestId, strategy, lines));
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void reply(Function<String, Reply> others) {
        replies = others;
    }

    /// Paths with their queries.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    public List<String> tokens() {
        return List.copyOf(tokens);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        asked.add(uri.getRawPath() + "?" + uri.getRawQuery());
        tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
        var user = uri.getPath().replaceFirst("^/v1/users/", "").replaceFirst("/recommendations$", "");
        var reply = replies.apply(user);
        var body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
