package io.recloop.local.supervision;

import io.recloop.embedded.BrokerCommand;
import io.recloop.embedded.EmbeddedPostgresServer;
import io.recloop.embedded.LocalKeys;
import io.recloop.embedded.Topics;
import io.recloop.local.layout.DataDir;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.PortBlock;
import io.recloop.local.layout.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;

/// What the local stack consists of, and the configuration that each part is given.
final class LocalStages {

    private static final Duration BROKER_LIMIT = Duration.ofSeconds(90);
    private static final Duration SERVICE_LIMIT = Duration.ofSeconds(120);
    private static final int BROKER_HEAP_MEGABYTES = 384;
    private static final String DATABASE = "postgres";
    private static final String DATABASE_USER = "recloop";

    private LocalStages() {}

    static List<Stage> of(Path root, DataDir dataDir, PortBlock ports) {
        var keys = LocalKeys.in(dataDir.keys());
        var postgres = postgres(dataDir, ports);
        var broker = broker(dataDir, ports);
        var environment = environment(dataDir, ports, postgres, keys);
        var services = new ArrayList<Component>();
        for (var service : Service.values()) {
            services.add(service(service, root, dataDir, ports, environment));
        }
        return List.of(
                new Stage(
                        List.of(new PostgresComponent(postgres, ports.postgres(), dataDir.log("postgres")), broker),
                        () -> createTopics(ports)),
                new Stage(services, () -> {}));
    }

    static EmbeddedPostgresServer postgres(DataDir dataDir, PortBlock ports) {
        return new EmbeddedPostgresServer(new EmbeddedPostgresServer.Settings(
                dataDir.postgres(),
                dataDir.postgresSoftware(),
                ports.postgres(),
                DATABASE_USER,
                dataDir.postgresPassword(),
                true));
    }

    private static Component broker(DataDir dataDir, PortBlock ports) {
        var command = new BrokerCommand(dataDir.broker(), ports.broker(), ports.controller(), BROKER_HEAP_MEGABYTES);
        var ready = dataDir.broker().resolve(BrokerCommand.READY_FILE);
        return new CommandComponent(
                "broker",
                ports.broker(),
                new CommandComponent.Launch(
                        command.commandLine(), Map.of(), dataDir.logs().resolve("broker-console.log"), BROKER_LIMIT),
                process -> holds(ready, process.pid()));
    }

    /// The file may be a killed broker's: only the living one's number counts.
    private static boolean holds(Path ready, long pid) {
        try {
            return Files.exists(ready) && Files.readString(ready).strip().equals(Long.toString(pid));
        } catch (IOException e) {
            return false;
        }
    }

    private static Component service(
            Service service, Path root, DataDir dataDir, PortBlock ports, Map<String, String> shared) {
        var environment = new TreeMap<>(shared);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(service.port(ports)));
        environment.put("RECLOOP_INSTANCE", service.label() + "-local");
        var options =
                System.getenv().getOrDefault("RECLOOP_" + service.name().toUpperCase(Locale.ROOT) + "_JAVA_OPTS", "");
        var ready = service.url(ports).resolve("/q/health/ready");
        var classes = new ClassArchive(service.application(root), service.jvmOptions(options));
        return new CommandComponent(
                service.label(),
                service.port(ports),
                new CommandComponent.Launch(
                        () -> service.commandLine(root, classes.options(), options),
                        environment,
                        dataDir.log(service.label()),
                        SERVICE_LIMIT,
                        classes),
                process -> Readiness.answersOk(ready));
    }

    private static Map<String, String> environment(
            DataDir dataDir, PortBlock ports, EmbeddedPostgresServer postgres, LocalKeys keys) {
        var environment = new TreeMap<String, String>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        // Receivers of a local stack are on the same machine.
        environment.put(
                "RECLOOP_ALERT_OUTBOUND_ALLOWED_NETWORKS",
                System.getenv().getOrDefault("RECLOOP_ALERT_OUTBOUND_ALLOWED_NETWORKS", "127.0.0.0/8,::1/128"));
        environment.put("QUARKUS_CONSOLE_COLOR", "false");
        environment.put("QUARKUS_LOG_CONSOLE_COLOR", "false");
        environment.put("QUARKUS_BANNER_ENABLED", "false");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", ports.bootstrapServers());
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(DATABASE));
        environment.put("QUARKUS_DATASOURCE_USERNAME", DATABASE_USER);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", dataDir.postgresPassword());
        environment.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", keys.publicKeyLocation());
        environment.put("MP_JWT_VERIFY_ISSUER", LocalKeys.ISSUER);
        environment.put("RECLOOP_STORE_DIR", dataDir.store().toString());
        environment.put("RECLOOP_TRAINING_LAKE_DIR", dataDir.lake().toString());
        return environment;
    }

    private static void createTopics(PortBlock ports) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", ports.bootstrapServers()))) {
            new Topics("").create(admin);
        } catch (IllegalStateException e) {
            throw new LocalFailure(e.getMessage() + ": " + e.getCause());
        }
    }
}
