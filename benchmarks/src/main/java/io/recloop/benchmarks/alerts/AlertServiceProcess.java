package io.recloop.benchmarks.alerts;

import io.recloop.embedded.LocalKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The built alert-service as a process that can be killed and started again.
final class AlertServiceProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(180);

    private final List<String> command;
    private final Path log;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;

    /// @param app `alert-service/target/quarkus-app`
    AlertServiceProcess(Path app, Path folder, Map<String, String> settings) throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        log = folder.resolve("alert-service.log");
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Drecloop.alert.outbound.allowed-networks=127.0.0.0/8",
                "-Dmp.jwt.verify.publickey.location="
                        + LocalKeys.in(folder.resolve("keys")).publicKeyLocation()));
        settings.forEach((name, value) -> command.add("-D%s=%s".formatted(name, value)));
        command.addAll(List.of("-jar", app.resolve("quarkus-run.jar").toString()));
        process = start();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /// Returns when it runs; the partitions of its predecessor may come later.
    void awaitStarted() throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!isLive()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("alert-service does not start, see " + log);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private boolean isLive() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/q/health/live".formatted(port)))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /// SIGKILL, and a new process.
    void killAndStart() throws IOException, InterruptedException {
        process.destroyForcibly();
        process.waitFor();
        process = start();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
