package io.recloop.benchmarks.alerts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.recloop.contracts.events.EventCodec;
import io.recloop.embedded.EmbeddedPostgresServer;
import io.recloop.embedded.TestStack;
import io.recloop.embedded.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/// Nothing lost: alerts go through the topic while alert-service gets SIGKILL, PostgreSQL restarts, and every
/// receiver refuses, hangs or breaks one request in three. Afterwards each alert must have been accepted by
/// each of its channels, and what was accepted twice must have been marked as possible before it was sent.
///
/// Arguments: alerts, kills, restarts of the database, folder of the built service
/// (`alert-service/target/quarkus-app`), seed. Prints one JSON document; exit code 2 where something was
/// lost.
public final class AlertChaos {
    private static final List<String> CHANNELS = List.of("webhook", "alertmanager", "slack", "teams", "mail");
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final String USER = "recloop";
    private static final String PASSWORD = "bench";

    private final Plan plan;
    private final SplittableRandom random;
    private final AlertHistory history = new AlertHistory();

    private AlertChaos(Plan plan) {
        this.plan = plan;
        this.random = new SplittableRandom(plan.seed());
    }

    /// @param app the built service
    public record Plan(
            int alerts,
            int kills,
            int databaseRestarts,
            @JsonIgnore Path app,
            long seed) {}

    /// @param lost       alerts that a channel did not accept
    /// @param duplicates what a channel accepted again
    /// @param marked     attempts of a channel that were marked as possible duplicates
    public record Outcome(
            Plan plan,
            int faults,
            Map<String, Integer> lost,
            Map<String, Integer> duplicates,
            Map<String, Integer> marked,
            long seconds) {
        public boolean isNothingLost() {
            return lost.values().stream().allMatch(count -> count == 0);
        }
    }

    public static void main(String[] args) throws Exception {
        var plan = new Plan(
                Integer.parseInt(args[0]),
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                Path.of(args[3]),
                args.length > 4 ? Long.parseLong(args[4]) : 1);
        var outcome = run(plan);
        System.out.println(EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(outcome));
        System.exit(outcome.isNothingLost() ? 0 : 2);
    }

    public static Outcome run(Plan plan) throws Exception {
        return new AlertChaos(plan).run();
    }

    private Outcome run() throws Exception {
        var stack = TestStack.shared();
        var topics = stack.createTopics("chaos");
        var folder = Files.createTempDirectory("alert-chaos-");
        long from = System.nanoTime();
        try (var postgres = postgres(folder).start();
                var receivers = new AlertReceivers(history, plan.seed());
                var service =
                        new AlertServiceProcess(plan.app(), folder, settings(stack, topics, postgres, receivers))) {
            service.awaitStarted();
            receivers.misbehave(true);
            var producing = Thread.ofVirtual().start(() -> produce(stack, topics));
            disturb(service, postgres);
            producing.join();
            await(accepted -> accepted >= 0.8 * plan.alerts() * CHANNELS.size());
            receivers.misbehave(false);
            awaitAll(postgres);
            long seconds = Duration.ofNanos(System.nanoTime() - from).toSeconds();
            return outcome(postgres, receivers, seconds);
        }
    }

    private void produce(TestStack stack, Topics topics) {
        try (var producer = new AlertProducer(stack, topics)) {
            for (int i = 0; i < plan.alerts(); i++) {
                producer.send(i);
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        }
    }

    /// Each kill comes while notifications are under way; restarts of the database lie between the kills.
    private void disturb(AlertServiceProcess service, EmbeddedPostgresServer postgres)
            throws IOException, InterruptedException {
        int restarts = 0;
        long step = Math.max(1, (long) plan.alerts() * CHANNELS.size() / (2L * (plan.kills() + 1)));
        for (int kill = 1; kill <= plan.kills(); kill++) {
            long from = accepted();
            await(accepted -> accepted >= from + step);
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(500)).toNanos());
            service.killAndStart();
            service.awaitStarted();
            if ((long) kill * plan.databaseRestarts() >= (restarts + 1L) * plan.kills() / 2
                    && restarts < plan.databaseRestarts()) {
                long before = accepted();
                await(accepted -> accepted > before);
                postgres.stop();
                postgres.start();
                restarts++;
            }
        }
    }

    private long accepted() {
        return CHANNELS.stream().mapToLong(history::distinct).sum();
    }

    /// Returns without it after a while: what is missing then is counted at the end.
    private void await(LongPredicate enough) {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!enough.test(accepted()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private void awaitAll(EmbeddedPostgresServer postgres) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            boolean all = CHANNELS.stream().allMatch(channel -> history.distinct(channel) == plan.alerts());
            if (all && count(postgres, "select count(*) from alert.notification where state = 'PENDING'") == 0) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }

    private Outcome outcome(EmbeddedPostgresServer postgres, AlertReceivers receivers, long seconds)
            throws SQLException {
        var lost = new TreeMap<String, Integer>();
        var duplicates = new TreeMap<String, Integer>();
        var marked = new TreeMap<String, Integer>();
        for (var channel : CHANNELS) {
            lost.put(channel, plan.alerts() - history.distinct(channel));
            duplicates.put(channel, history.duplicates(channel));
            marked.put(channel, count(postgres, """
                            select count(*) from alert.attempt a join alert.notification n on n.id = a.notification_id
                            where a.possible_duplicate and n.channel = '%s'""".formatted(channel)));
        }
        lost.put(
                "log",
                plan.alerts()
                        - count(
                                postgres,
                                "select count(*) from alert.notification"
                                        + " where channel = 'log' and state = 'DELIVERED' and fallback_for = ''"));
        return new Outcome(plan, receivers.faults(), lost, duplicates, marked, seconds);
    }

    private static int count(EmbeddedPostgresServer postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), USER, PASSWORD);
                var found = connection.createStatement().executeQuery(sql)) {
            found.next();
            return found.getInt(1);
        }
    }

    private static EmbeddedPostgresServer postgres(Path folder) throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return new EmbeddedPostgresServer(new EmbeddedPostgresServer.Settings(
                    folder.resolve("postgres"),
                    folder.resolve("software"),
                    socket.getLocalPort(),
                    USER,
                    PASSWORD,
                    true));
        }
    }

    private static Map<String, String> settings(
            TestStack stack, Topics topics, EmbeddedPostgresServer postgres, AlertReceivers receivers) {
        var settings = new TreeMap<String, String>();
        settings.put("kafka.bootstrap.servers", stack.bootstrapServers());
        settings.put("recloop.topic-prefix", topics.prefix());
        settings.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl());
        settings.put("quarkus.datasource.username", USER);
        settings.put("quarkus.datasource.password", PASSWORD);
        // Pauses of seconds where there would be minutes, so that a run ends.
        settings.put("recloop.alert.delivery.lease", "10s");
        settings.put("recloop.alert.delivery.max-retry", "5s");
        settings.put("recloop.alert.delivery.first-refusal-retry", "1s");
        settings.put("recloop.alert.delivery.max-refusal-retry", "5s");
        settings.put("recloop.alert.delivery.breaker-pause", "1s");
        for (var channel : CHANNELS) {
            var key = "recloop.alert.channels." + channel;
            settings.put(key + ".type", channel);
            settings.put(key + ".timeout", "2s");
            settings.put(key + ".rate", "100000");
            settings.put(key + ".burst", "100000");
            settings.put(key + ".concurrency", "16");
            if (channel.equals("mail")) {
                settings.put(key + ".mail.host", "127.0.0.1");
                settings.put(key + ".mail.port", Integer.toString(receivers.mailPort()));
                settings.put(key + ".mail.encryption", "none");
                settings.put(key + ".mail.to", "ops@example.org");
            } else {
                settings.put(key + ".url", receivers.url(channel));
            }
        }
        return settings;
    }
}
