package io.recloop.embedded;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// Kafka and PostgreSQL from their official images, with the settings of the embedded ones that tests rely on.
final class ContainerServers implements SharedServers {
    private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.2.0");
    private static final DockerImageName POSTGRES = DockerImageName.parse("postgres:18.1");

    private static final Map<String, String> BROKER_SETTINGS = Map.of(
            "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
            "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
            "KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000",
            "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4",
            "KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4",
            "KAFKA_LOG_INDEX_SIZE_MAX_BYTES", "2097152");

    private final KafkaContainer kafka;
    private final PostgreSQLContainer postgres;
    private final String password;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private ContainerServers(KafkaContainer kafka, PostgreSQLContainer postgres, String password) {
        this.kafka = kafka;
        this.postgres = postgres;
        this.password = password;
    }

    /// Testcontainers removes the containers when this process ends, however it ends.
    static ContainerServers start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new NoDockerException();
        }
        var password = UUID.randomUUID().toString();
        var kafka = new KafkaContainer(KAFKA).withEnv(BROKER_SETTINGS);
        var postgres = new PostgreSQLContainer(POSTGRES)
                .withUsername(SharedStackMain.USER)
                .withPassword(password)
                .withDatabaseName(SharedStackMain.USER);
        postgres.setCommand("postgres", "-c", "max_connections=300", "-c", "fsync=off", "-c", "full_page_writes=off");
        kafka.start();
        postgres.start();
        return new ContainerServers(kafka, postgres, password);
    }

    @Override
    public StackState state() {
        // Without the parameters that Testcontainers adds to its own URL.
        var url = "jdbc:postgresql://%s:%d/%s"
                .formatted(
                        postgres.getHost(),
                        postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                        SharedStackMain.USER);
        return new StackState(
                ProcessHandle.current().pid(),
                kafka.getBootstrapServers().replaceFirst("^[A-Z_]+://", ""),
                url,
                SharedStackMain.USER,
                password);
    }

    @Override
    public void awaitShutdown() throws InterruptedException {
        stopped.await();
    }

    @Override
    public void stop() {
        kafka.stop();
        postgres.stop();
        stopped.countDown();
    }
}
