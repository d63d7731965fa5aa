package io.recloop.embedded;

import java.nio.file.Path;
import java.util.UUID;

/// Kafka in this process and PostgreSQL as its child, on free ports of this machine.
final class EmbeddedServers implements SharedServers {
    private final SingleNodeKafka kafka;
    private final EmbeddedPostgresServer postgres;
    private final StackState state;

    private EmbeddedServers(SingleNodeKafka kafka, EmbeddedPostgresServer postgres, StackState state) {
        this.kafka = kafka;
        this.postgres = postgres;
        this.state = state;
    }

    static EmbeddedServers start(Path folder, Path software) throws InterruptedException {
        var password = UUID.randomUUID().toString();
        var ports = Ports.free(3);
        var postgres = new EmbeddedPostgresServer(new EmbeddedPostgresServer.Settings(
                folder.resolve("postgres"), software, ports.get(2), SharedStackMain.USER, password, false));
        var starting = new Thread(postgres::start, "postgres-start");
        starting.start();
        var kafka = SingleNodeKafka.start(folder.resolve("kafka"), ports.get(0), ports.get(1));
        starting.join();
        var state = new StackState(
                ProcessHandle.current().pid(),
                "127.0.0.1:" + ports.get(0),
                postgres.jdbcUrl(),
                SharedStackMain.USER,
                password);
        var servers = new EmbeddedServers(kafka, postgres, state);
        if (!postgres.isRunning()) {
            servers.stop();
            throw new IllegalStateException("PostgreSQL did not start");
        }
        return servers;
    }

    @Override
    public StackState state() {
        return state;
    }

    @Override
    public void awaitShutdown() {
        kafka.awaitShutdown();
    }

    @Override
    public void stop() {
        postgres.stop();
        kafka.close();
    }
}
