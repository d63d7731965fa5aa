package io.recloop.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/// Kafka's own server, broker and controller in one process, on one folder.
final class SingleNodeKafka implements AutoCloseable {

    private final KafkaRaftServer server;

    private SingleNodeKafka(KafkaRaftServer server) {
        this.server = server;
    }

    /// Returns when the broker answers clients.
    ///
    /// @throws IllegalStateException when the folder cannot be formatted
    static SingleNodeKafka start(Path dataDir, int port, int controllerPort) {
        var properties = properties(dataDir, port, controllerPort);
        format(dataDir, properties);
        var server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        server.startup();
        return new SingleNodeKafka(server);
    }

    void awaitShutdown() {
        server.awaitShutdown();
    }

    @Override
    public void close() {
        server.shutdown();
    }

    private static Properties properties(Path dataDir, int port, int controllerPort) {
        var p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        // A static quorum: a voter stored in the log would hold the port of the first run.
        p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.setProperty("advertised.listeners", "BROKER://127.0.0.1:" + port);
        p.setProperty("inter.broker.listener.name", "BROKER");
        p.setProperty("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("log.dirs", dataDir.resolve("log").toString());

        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("default.replication.factor", "1");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");

        // A laptop has one consumer a group, most of the time: nobody to wait for.
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("group.min.session.timeout.ms", "1000");
        // A killed broker may come back only when its old session has ended (nine seconds by default).
        p.setProperty("broker.session.timeout.ms", "3000");
        p.setProperty("broker.heartbeat.interval.ms", "500");
        p.setProperty("controlled.shutdown.enable", "true");

        // Recovery after a kill reads the open segments; a mapped index of 10 MB for each partition is what costs then.
        p.setProperty("log.index.size.max.bytes", "2097152");
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        p.setProperty("log.cleaner.dedupe.buffer.size", "16777216");
        p.setProperty("log.cleaner.backoff.ms", "5000");
        return p;
    }

    private static void format(Path dataDir, Properties properties) {
        if (Files.exists(dataDir.resolve("log").resolve("meta.properties"))) {
            return;
        }
        var said = new ByteArrayOutputStream();
        try {
            Files.createDirectories(dataDir);
            var file = dataDir.resolve("server.properties");
            try (var out = Files.newOutputStream(file)) {
                properties.store(
                        out,
                        "Written when the folder was formatted; the running broker takes its ports from its arguments.");
            }
            var arguments = List.of(
                    "format",
                    "--cluster-id",
                    Uuid.randomUuid().toString(),
                    "--config",
                    file.toString(),
                    "--ignore-formatted");
            int code = StorageTool.execute(
                    arguments.toArray(String[]::new), new PrintStream(said, true, StandardCharsets.UTF_8));
            if (code != 0) {
                throw new IllegalStateException("cannot format " + dataDir + ": "
                        + said.toString(StandardCharsets.UTF_8).strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot format " + dataDir, e);
        }
    }
}
