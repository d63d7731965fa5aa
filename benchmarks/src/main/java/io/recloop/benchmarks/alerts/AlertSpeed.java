package io.recloop.benchmarks.alerts;

import io.recloop.contracts.events.EventCodec;
import io.recloop.embedded.TestStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// From an alert's event to the accept of a webhook, beside the real Alertmanager with `group_wait: 0s` in
/// the same run, in turns. Ours: the topic, an incident and a notification in the database, the webhook.
/// Alertmanager's: its API, its memory, the webhook. Each alert is a group of its own, sent at its time
/// whether or not earlier ones have arrived.
///
/// Arguments: alerts a second, seconds a turn, turns, folder of the built service
/// (`alert-service/target/quarkus-app`). Needs `prometheus-alertmanager` (Debian). Prints one JSON document.
public final class AlertSpeed {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int rate;
    private final int seconds;
    private final AlertHistory history = new AlertHistory();
    private final Map<Integer, Long> sent = new ConcurrentHashMap<>();
    private int next;

    private AlertSpeed(int rate, int seconds) {
        this.rate = rate;
        this.seconds = seconds;
    }

    /// Milliseconds from event to accept.
    ///
    /// @param lost what did not arrive within a minute
    public record Turn(String system, int alerts, int lost, double p50, double p99, double max) {}

    public static void main(String[] args) throws Exception {
        var speed = new AlertSpeed(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        var turns = speed.measure(Integer.parseInt(args[2]), Path.of(args[3]));
        var result = new LinkedHashMap<String, Object>();
        result.put("alertsPerSecond", speed.rate);
        result.put("turns", turns);
        result.put("p99", Map.of("recloop", p99(turns, "recloop"), "alertmanager", p99(turns, "alertmanager")));
        result.put("ratioOfP99", p99(turns, "recloop") / p99(turns, "alertmanager"));
        System.out.println(EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
        System.exit(0);
    }

    /// The median of the turns.
    private static double p99(List<Turn> turns, String system) {
        var values = turns.stream()
                .filter(turn -> turn.system().equals(system))
                .mapToDouble(Turn::p99)
                .sorted()
                .toArray();
        return values[values.length / 2];
    }

    private List<Turn> measure(int rounds, Path app) throws Exception {
        var stack = TestStack.shared();
        var topics = stack.createTopics("speed");
        var folder = Files.createTempDirectory("alert-speed-");
        var turns = new ArrayList<Turn>();
        try (var receivers = new AlertReceivers(history, 1);
                var service = new AlertServiceProcess(
                        app,
                        folder,
                        Map.of(
                                "kafka.bootstrap.servers", stack.bootstrapServers(),
                                "recloop.topic-prefix", topics.prefix(),
                                "quarkus.datasource.jdbc.url", stack.newDatabase("speed"),
                                "quarkus.datasource.username", stack.user(),
                                "quarkus.datasource.password", stack.password(),
                                "recloop.alert.channels.hook.url", receivers.url("recloop")));
                var producer = new AlertProducer(stack, topics)) {
            service.awaitStarted();
            int port = freePort();
            var alertmanager = alertmanager(folder, port, receivers.url("alertmanager"));
            try {
                var http = HttpClient.newHttpClient();
                awaitReady(http, port);
                IntConsumer toAlertmanager = number -> post(http, port, number);
                // The first turn of each pays for compiling and is not counted.
                turn("recloop", producer::send);
                turn("alertmanager", toAlertmanager);
                for (int round = 0; round < rounds; round++) {
                    turns.add(turn("recloop", producer::send));
                    turns.add(turn("alertmanager", toAlertmanager));
                }
            } finally {
                alertmanager.destroy();
            }
        }
        return turns;
    }

    private Turn turn(String system, IntConsumer send) {
        int from = next;
        int count = rate * seconds;
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + i * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            int number = next++;
            sent.put(number, System.nanoTime());
            send.accept(number);
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (arrived(from, count).length < count && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        var millis = arrived(from, count);
        Arrays.sort(millis);
        var turn = new Turn(system, count, count - millis.length, at(millis, 0.5), at(millis, 0.99), at(millis, 1));
        System.err.printf(Locale.ROOT, "%s p50 %.1f ms p99 %.1f ms%n", system, turn.p50(), turn.p99());
        return turn;
    }

    private double[] arrived(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> {
                    var accepted = history.firstAccept(number);
                    return accepted == null ? Double.NaN : (accepted - sent.getOrDefault(number, accepted)) / 1e6;
                })
                .mapToDouble(Double::doubleValue)
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    private static double at(double[] sorted, double quantile) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(quantile * sorted.length) - 1)];
    }

    private static void post(HttpClient http, int port, int number) {
        var mark = AlertHistory.mark(number);
        var body = "[{\"labels\":{\"alertname\":\"bench\",\"alert\":\"%s\"},\"annotations\":{\"summary\":\"%s\"}}]"
                .formatted(mark, mark);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v2/alerts".formatted(port)))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        var unused = http.sendAsync(request, BodyHandlers.discarding());
    }

    private static Process alertmanager(Path folder, int port, String receiver) throws IOException {
        var config = Files.writeString(folder.resolve("alertmanager.yml"), """
                route:
                  receiver: hook
                  group_by: ['...']
                  group_wait: 0s
                  group_interval: 5m
                  repeat_interval: 4h
                receivers:
                - name: hook
                  webhook_configs:
                  - url: %s
                """.formatted(receiver));
        return new ProcessBuilder(
                        "prometheus-alertmanager",
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("alertmanager"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("alertmanager.log").toFile())
                .start();
    }

    private static void awaitReady(HttpClient http, int port) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/-/ready".formatted(port)))
                        .build();
                if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
        throw new IllegalStateException("Alertmanager does not start");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
