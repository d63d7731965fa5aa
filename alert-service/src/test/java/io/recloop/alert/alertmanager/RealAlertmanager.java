package io.recloop.alert.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The Alertmanager of the distribution as a process of the test's own.
final class RealAlertmanager implements AutoCloseable {
    private static final List<String> NAMES = List.of("prometheus-alertmanager", "alertmanager");

    private final Process process;
    private final URI url;

    private RealAlertmanager(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    static Optional<Path> installed() {
        return NAMES.stream().flatMap(name -> program(name).stream()).findFirst();
    }

    static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Every alert is its own group, as with us.
    static RealAlertmanager start(Path folder) throws IOException {
        var config = Files.writeString(folder.resolve("alertmanager.yml"), """
                global:
                  resolve_timeout: 3m
                route:
                  receiver: log
                  group_by: ['...']
                  group_wait: 0s
                receivers:
                - name: log
                """);
        return start(folder, config);
    }

    static RealAlertmanager start(Path folder, Path config) throws IOException {
        Files.createDirectories(folder);
        int port = freePort();
        var process = new ProcessBuilder(
                        installed().orElseThrow().toString(),
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("data"),
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("alertmanager.log").toFile())
                .start();
        var real = new RealAlertmanager(process, URI.create("http://127.0.0.1:" + port));
        await().ignoreExceptions().until(real::isReady);
        return real;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() throws IOException, InterruptedException {
        assertThat(process.isAlive()).isTrue();
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(url.resolve("/-/ready")).build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        }
    }

    URI url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
