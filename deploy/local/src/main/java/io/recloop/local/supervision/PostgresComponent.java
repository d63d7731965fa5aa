package io.recloop.local.supervision;

import io.recloop.embedded.EmbeddedPostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// PostgreSQL starts itself as a daemon and says when it is ready; this adapts it.
final class PostgresComponent implements Component {

    private final EmbeddedPostgresServer server;
    private final int port;
    private final Path log;

    PostgresComponent(EmbeddedPostgresServer server, int port, Path log) {
        this.server = server;
        this.port = port;
        this.log = log;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public Duration startLimit() {
        return Duration.ofSeconds(90);
    }

    @Override
    public ProcessHandle start() throws IOException {
        try {
            return server.start().process().orElseThrow(() -> new IOException("PostgreSQL ended at once"));
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public boolean isReady(ProcessHandle process) {
        return process.isAlive();
    }

    @Override
    public void stop(ProcessHandle process, Duration limit) {
        server.stop();
    }

    @Override
    public String lastWords() {
        return "ended";
    }
}
