package io.recloop.local.supervision;

import io.recloop.local.layout.ComponentState;
import io.recloop.local.layout.DataDir;
import io.recloop.local.layout.Phase;
import io.recloop.local.layout.PortBlock;
import io.recloop.local.layout.ProcessIdentity;
import io.recloop.local.layout.RunState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The one place where a stack's state changes: there it is written to `run.json` and said on the console.
/// Thread-safe.
final class Journal {

    private final DataDir dataDir;
    private final PortBlock ports;
    private final Clock clock;
    private final Consumer<String> console;
    private final Instant startedAt;
    private final Map<String, ComponentState> components = new LinkedHashMap<>();
    private Phase phase = Phase.STARTING;
    private @Nullable String problem;

    Journal(DataDir dataDir, PortBlock ports, Clock clock, Consumer<String> console) {
        this.dataDir = dataDir;
        this.ports = ports;
        this.clock = clock;
        this.console = console;
        this.startedAt = clock.instant();
    }

    synchronized void announce(Component component) {
        components.put(
                component.name(),
                new ComponentState(
                        component.name(), Phase.WAITING, null, component.port(), 0, null, null, clock.instant()));
        write();
    }

    void starting(String name) {
        change(name, s -> next(s, Phase.STARTING, null, s.restarts(), s.lastProblem(), null));
    }

    void started(String name, ProcessHandle process) {
        change(name, s -> next(s, Phase.STARTING, ProcessIdentity.of(process), s.restarts(), s.lastProblem(), null));
    }

    void ready(String name, long afterMillis) {
        change(name, s -> next(s, Phase.READY, s.process(), s.restarts(), s.lastProblem(), afterMillis));
        say("%s is ready after %.1f s".formatted(name, afterMillis / 1000.0));
    }

    void backingOff(String name, String why, String delay) {
        change(name, s -> next(s, Phase.BACKING_OFF, null, s.restarts() + 1, why, null));
        say("%s %s; starting it again in %s".formatted(name, why, delay));
    }

    void failed(String name, String why) {
        change(name, s -> next(s, Phase.FAILED, s.process(), s.restarts(), why, null));
    }

    void stopping(String name) {
        change(name, s -> next(s, Phase.STOPPING, s.process(), s.restarts(), s.lastProblem(), null));
    }

    void stopped(String name) {
        change(name, s -> next(s, Phase.STOPPED, null, s.restarts(), s.lastProblem(), null));
    }

    synchronized void stack(Phase now, @Nullable String why) {
        phase = now;
        problem = why;
        write();
    }

    void say(String line) {
        console.accept(line);
    }

    private static ComponentState next(
            ComponentState before,
            Phase phase,
            @Nullable ProcessIdentity process,
            int restarts,
            @Nullable String problem,
            @Nullable Long readyAfterMillis) {
        return new ComponentState(
                before.name(), phase, process, before.port(), restarts, problem, readyAfterMillis, before.since());
    }

    private synchronized void change(String name, UnaryOperator<ComponentState> change) {
        components.computeIfPresent(name, (key, before) -> {
            var after = change.apply(before);
            return new ComponentState(
                    after.name(),
                    after.phase(),
                    after.process(),
                    after.port(),
                    after.restarts(),
                    after.lastProblem(),
                    after.readyAfterMillis(),
                    clock.instant());
        });
        write();
    }

    private void write() {
        new RunState(
                        ProcessIdentity.of(ProcessHandle.current()),
                        phase,
                        problem,
                        startedAt,
                        ports,
                        new ArrayList<>(components.values()))
                .writeTo(dataDir);
    }
}
