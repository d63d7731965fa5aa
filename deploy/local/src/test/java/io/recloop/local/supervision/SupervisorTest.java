package io.recloop.local.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recloop.local.layout.ComponentState;
import io.recloop.local.layout.DataDir;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.Phase;
import io.recloop.local.layout.PortBlock;
import io.recloop.local.layout.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

    private static final Backoff QUICK =
            new Backoff(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMinutes(1));

    @TempDir
    Path folder;

    private final List<String> console = new CopyOnWriteArrayList<>();
    private final List<Supervisor> started = new ArrayList<>();
    private DataDir dataDir;

    @BeforeEach
    void createFolder() {
        dataDir = new DataDir(folder.resolve("my stack")).create();
    }

    @AfterEach
    void stopAll() {
        started.forEach(Supervisor::stop);
    }

    @Test
    void startsStagesInOrderAndStopsThemInReverse() {
        var order = new CopyOnWriteArrayList<String>();
        var supervisor = supervisor(
                new Stage(List.of(new Recorded(fake("base", "serve", 30), order)), () -> order.add("topics")),
                new Stage(List.of(new Recorded(fake("service", "serve", 30), order)), () -> {}));

        supervisor.start();
        assertThat(RunState.in(dataDir).orElseThrow().phase()).isEqualTo(Phase.READY);
        supervisor.stop();

        assertThat(order).containsExactly("start base", "topics", "start service", "stop service", "stop base");
        assertThat(RunState.in(dataDir)).isEmpty();
        assertThat(console).anyMatch(line -> line.startsWith("service is ready after "));
    }

    @Test
    void startsAgainWhatDiesAndSaysSo() {
        supervisor(stage(fake("service", "serve", 30))).start();
        var first = component("service");

        first.process().alive().orElseThrow().destroyForcibly();

        await().until(() ->
                component("service").restarts() == 1 && component("service").phase() == Phase.READY);
        var second = component("service");
        assertThat(second.process().pid()).isNotEqualTo(first.process().pid());
        assertThat(second.lastProblem()).isEqualTo("was killed (exit code 137)");
        assertThat(console).contains("service was killed (exit code 137); starting it again in 0.05 s");
    }

    @Test
    void whatDiesAtItsStartFailsTheStackWithTheEndOfItsLog() {
        var supervisor = supervisor(stage(fake("good", "serve", 30), fake("bad", "die", 30)));

        assertThatThrownBy(supervisor::start)
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("bad ended with exit code 7 while it was starting")
                .hasMessageContaining(dataDir.log("bad").toString());

        assertThat(console).anyMatch(line -> line.contains("a fatal mistake in the configuration"));
        var state = RunState.in(dataDir).orElseThrow();
        assertThat(state.phase()).isEqualTo(Phase.FAILED);
        assertThat(state.problem()).contains("exit code 7");
        assertThat(state.components()).allMatch(component -> component.process() == null);
    }

    @Test
    void whatIsNotReadyInTimeFailsTheStack() {
        var supervisor = supervisor(stage(fake("slow", "never-ready", 2)));

        assertThatThrownBy(supervisor::start)
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("slow was not ready after 2 s");
    }

    @Test
    void aFailureOfTheSupervisorItselfFailsTheStackInsteadOfLettingItWait() {
        var supervisor = supervisor(stage(new CommandComponent(
                "blind",
                1,
                new CommandComponent.Launch(
                        List.of("/bin/sleep", "600"), Map.of(), dataDir.log("blind"), Duration.ofSeconds(30)),
                process -> {
                    throw new AssertionError("readiness cannot be asked");
                })));

        assertThatThrownBy(supervisor::start)
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("readiness cannot be asked");
        assertThat(component("blind").process()).isNull();
    }

    @Test
    void theSecondOnOneFolderIsTurnedAway() {
        supervisor(stage(fake("service", "serve", 30))).start();

        assertThatThrownBy(() -> supervisor(stage(fake("other", "serve", 30))).start())
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("running already");
        assertThat(component("service").process().alive()).isPresent();
    }

    @Test
    void whatIgnoresTheRequestToEndIsKilled() {
        var deaf = new CommandComponent(
                "deaf",
                1,
                new CommandComponent.Launch(
                        List.of("/bin/sh", "-c", "trap '' TERM; while :; do sleep 1; done"),
                        Map.of(),
                        dataDir.log("deaf"),
                        Duration.ofSeconds(10)),
                process -> true);
        supervisor(stage(new Impatient(deaf))).start();
        var process = component("deaf").process();

        started.getLast().stop();

        assertThat(process.alive()).isEmpty();
    }

    @Test
    void theDelayDoublesUpToItsLimitAndIsForgottenAfterALongLife() {
        var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(60));

        assertThat(List.of(1, 2, 3, 5, 6, 50).stream().map(backoff::delay))
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(16),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30));
        assertThat(backoff.failuresInARow(4, null)).isEqualTo(5);
        assertThat(backoff.failuresInARow(4, Duration.ofSeconds(59))).isEqualTo(5);
        assertThat(backoff.failuresInARow(4, Duration.ofSeconds(60))).isEqualTo(1);
    }

    @Test
    void orphansOfAKilledSupervisorAreStoppedAndStrangersAreNot() throws Exception {
        supervisor(stage(fake("training", "serve", 30))).start();
        var state = RunState.in(dataDir).orElseThrow();
        var orphan = component("training");
        var stranger = new ProcessBuilder("sleep", "600").start();
        try {
            var recycled = new io.recloop.local.layout.ProcessIdentity(stranger.pid(), 1_000);
            var left = new RunState(
                    state.supervisor(),
                    Phase.READY,
                    null,
                    state.startedAt(),
                    state.ports(),
                    List.of(
                            orphan,
                            new ComponentState("alert", Phase.READY, recycled, 8083, 0, null, 1L, state.startedAt())));

            var stopped = Orphans.stop(dataDir, left);

            assertThat(stopped).containsExactly("training");
            assertThat(orphan.process().alive()).isEmpty();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void interruptsFromTheTerminalDoNotReachTheChildren() throws Exception {
        supervisor(stage(fake("service", "serve", 30))).start();
        var process = component("service").process();

        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();

        await().during(Duration.ofMillis(500)).until(() -> process.alive().isPresent());
        assertThat(component("service").restarts()).isZero();
    }

    private Stage stage(Component... components) {
        return new Stage(List.of(components), () -> {});
    }

    private Supervisor supervisor(Stage... stages) {
        var journal = new Journal(dataDir, PortBlock.from(24_000), Clock.systemUTC(), console::add);
        var supervisor = new Supervisor(dataDir, List.of(stages), QUICK, journal);
        started.add(supervisor);
        return supervisor;
    }

    private ComponentState component(String name) {
        return RunState.in(dataDir).orElseThrow().components().stream()
                .filter(component -> component.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Component fake(String name, String mode, int limitSeconds) {
        var ready = folder.resolve(name + ".ready");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classes = FakeService.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return new CommandComponent(
                name,
                1,
                new CommandComponent.Launch(
                        List.of(
                                java,
                                "-Xmx32m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classes,
                                FakeService.class.getName(),
                                ready.toString(),
                                mode),
                        Map.of(),
                        dataDir.log(name),
                        Duration.ofSeconds(limitSeconds)),
                process -> holds(ready, process.pid()));
    }

    private static boolean holds(Path file, long pid) {
        try {
            return Files.exists(file) && Files.readString(file).equals(Long.toString(pid));
        } catch (java.io.IOException e) {
            return false;
        }
    }

    /// Notes what happens to a component.
    private record Recorded(Component inner, List<String> order) implements Component {
        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public int port() {
            return inner.port();
        }

        @Override
        public Path log() {
            return inner.log();
        }

        @Override
        public Duration startLimit() {
            return inner.startLimit();
        }

        @Override
        public ProcessHandle start() throws java.io.IOException {
            order.add("start " + name());
            return inner.start();
        }

        @Override
        public boolean isReady(ProcessHandle process) {
            return inner.isReady(process);
        }

        @Override
        public void stop(ProcessHandle process, Duration limit) {
            inner.stop(process, limit);
            order.add("stop " + name());
        }

        @Override
        public String lastWords() {
            return inner.lastWords();
        }
    }

    /// Waits half a second where the supervisor would wait twenty.
    private record Impatient(Component inner) implements Component {
        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public int port() {
            return inner.port();
        }

        @Override
        public Path log() {
            return inner.log();
        }

        @Override
        public Duration startLimit() {
            return inner.startLimit();
        }

        @Override
        public ProcessHandle start() throws java.io.IOException {
            return inner.start();
        }

        @Override
        public boolean isReady(ProcessHandle process) {
            return inner.isReady(process);
        }

        @Override
        public void stop(ProcessHandle process, Duration limit) {
            inner.stop(process, Duration.ofMillis(500));
        }

        @Override
        public String lastWords() {
            return inner.lastWords();
        }
    }
}
