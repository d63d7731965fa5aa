package io.recloop.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.contracts.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

class TestStackTest {

    @Test
    void everyCallerOfOneRunGetsTheSameStack() {
        assertThat(TestStack.shared().bootstrapServers())
                .isEqualTo(TestStack.shared().bootstrapServers());
    }

    @Test
    void anotherJvmOfTheSameRunGetsTheSameStack() throws Exception {
        var here = TestStack.shared();
        var asked = new ArrayList<>(Jvm.command(EmbeddedClasspath.forChild(), 128));
        asked.add("-Drecloop.root=" + System.getProperty("recloop.root"));
        asked.add("-cp");
        asked.add(EmbeddedClasspath.forChild() + ":"
                + EmbeddedClasspath.codeSource(TestStackTest.class).orElseThrow());
        asked.add(AskForStack.class.getName());
        // The child of this fork has this fork for its nearest JVM; Maven is named by the fork's own run.
        asked.add(Long.toString(MavenRun.current().pid()));
        asked.add(Long.toString(MavenRun.current().startedAtMillis()));

        var process = new ProcessBuilder(asked).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.strip()).isEqualTo(here.bootstrapServers() + " " + here.jdbcUrl());
    }

    @Test
    void aStackEndsWithTheProcessThatItBelongsTo() throws Exception {
        var build = new ProcessBuilder("sleep", "600").start();
        var run = new MavenRun(build.pid(), 0);
        var stack = TestStack.shared(run, StackKind.EMBEDDED);
        var host = ProcessHandle.of(StackState.in(run.folder()).orElseThrow().pid())
                .orElseThrow();
        var database =
                new PostgresFolder(run.folder().resolve("postgres")).server().orElseThrow();
        assertThat(stack.newDatabase("ends")).contains("ends_");

        build.destroyForcibly().waitFor();

        host.onExit().get(30, TimeUnit.SECONDS);
        assertThat(database.isAlive()).isFalse();
        assertThat(run.folder()).doesNotExist();
    }

    @Test
    void runsInContainersWhereDockerIsAndOtherwiseSaysWhyNot() throws Exception {
        var build = new ProcessBuilder("sleep", "600").start();
        var run = new MavenRun(build.pid(), 0);
        try {
            if (DockerClientFactory.instance().isDockerAvailable()) {
                assertThat(TestStack.shared(run, StackKind.CONTAINERS).newDatabase("contained"))
                        .contains("contained_");
            } else {
                for (int asked = 1; asked <= 2; asked++) {
                    assertThatThrownBy(() -> TestStack.shared(run, StackKind.CONTAINERS))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("-Drecloop.test.stack=containers needs Docker");
                }
            }
        } finally {
            build.destroyForcibly().waitFor();
            Folders.delete(run.folder());
        }
    }

    @Test
    void aKindOfStackThatIsNotThereIsRefusedWithTheKinds() {
        assertThat(StackKind.of("containers")).isEqualTo(StackKind.CONTAINERS);
        assertThatThrownBy(() -> StackKind.of("docker"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("recloop.test.stack is one of embedded, containers; it was 'docker'");
    }

    @Test
    void aDatabaseIsEmptyAndOnesOwn() throws Exception {
        var stack = TestStack.shared();
        var one = stack.newDatabase("one");
        var other = stack.newDatabase("one");

        try (var connection = DriverManager.getConnection(one, stack.user(), stack.password())) {
            connection.createStatement().execute("create table t (n int)");
        }

        try (var connection = DriverManager.getConnection(other, stack.user(), stack.password())) {
            assertThatThrownBy(() -> connection.createStatement().execute("select * from t"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("does not exist");
        }
    }

    @Test
    void theDatabaseAsksForThePassword() {
        var stack = TestStack.shared();

        assertThatThrownBy(() -> DriverManager.getConnection(stack.jdbcUrl(), stack.user(), "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void topicsHaveTheContractsPartitionsRetentionAndCompaction() throws Exception {
        var stack = TestStack.shared();
        var topics = stack.createTopics("shape");

        try (var admin = stack.admin()) {
            for (var topic : Topic.values()) {
                var settings = settings(admin, topics.name(topic));
                assertThat(settings.get("cleanup.policy")).isEqualTo(topic.compacted() ? "compact" : "delete");
                topic.retention().ifPresent(kept -> assertThat(settings.get("retention.ms"))
                        .isEqualTo(Long.toString(kept.toMillis())));
                assertThat(partitions(admin, topics.name(topic))).isEqualTo(topic.partitions());
                assertThat(partitions(admin, topics.deadLetter(topic))).isEqualTo(1);
            }
        }
    }

    @Test
    void creatingTopicsAgainPutsChangedSettingsRight() throws Exception {
        var stack = TestStack.shared();
        var topics = stack.createTopics("again");
        var name = topics.name(Topic.INTERACTIONS);
        try (var admin = stack.admin()) {
            admin.deleteTopics(List.of(name)).all().get();
            Awaitility.await().until(() -> !admin.listTopics().names().get().contains(name));
            admin.createTopics(List.of(new org.apache.kafka.clients.admin.NewTopic(name, 1, (short) 1)
                            .configs(Map.of("retention.ms", "1000"))))
                    .all()
                    .get();

            topics.create(admin);

            Awaitility.await().untilAsserted(() -> {
                assertThat(settings(admin, name).get("retention.ms"))
                        .isEqualTo(Long.toString(
                                Topic.INTERACTIONS.retention().orElseThrow().toMillis()));
                assertThat(partitions(admin, name)).isEqualTo(Topic.INTERACTIONS.partitions());
            });
        }
    }

    @Test
    void refusesAPrefixThatNeitherKafkaNorPostgresTakes() {
        assertThatThrownBy(() -> TestStack.shared().createTopics("a b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void foldersOfRunsThatAreOverAreAbandoned(@TempDir Path unused) throws Exception {
        var over = new MavenRun(ProcessHandle.current().pid(), 1).folder();
        Files.createDirectories(over);
        try {
            assertThat(MavenRun.abandoned())
                    .contains(over)
                    .doesNotContain(MavenRun.current().folder());
        } finally {
            Folders.delete(over);
        }
    }

    private static Map<String, String> settings(Admin admin, String topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
                .collect(java.util.stream.Collectors.toMap(
                        org.apache.kafka.clients.admin.ConfigEntry::name,
                        org.apache.kafka.clients.admin.ConfigEntry::value));
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }

    /// Run in a JVM of its own.
    static final class AskForStack {
        public static void main(String[] args) {
            var stack = TestStack.shared(
                    new MavenRun(Long.parseLong(args[0]), Long.parseLong(args[1])), StackKind.EMBEDDED);
            System.out.println(stack.bootstrapServers() + " " + stack.jdbcUrl());
        }
    }
}
