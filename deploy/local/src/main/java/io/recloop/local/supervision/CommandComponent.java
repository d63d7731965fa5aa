package io.recloop.local.supervision;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A component that is a command with an environment, and a question that tells whether it is ready.
final class CommandComponent implements Component {

    private static final int KILLED = 137;
    private static final int TERMINATED = 143;

    private final String name;
    private final int port;
    private final Launch launch;
    private final Predicate<ProcessHandle> ready;
    private @Nullable Process last;

    /// @param command asked for at each start
    /// @param classes what the process may write when it ends; that takes a while
    record Launch(
            Supplier<List<String>> command,
            Map<String, String> environment,
            Path log,
            Duration startLimit,
            @Nullable ClassArchive classes) {
        Launch(List<String> command, Map<String, String> environment, Path log, Duration startLimit) {
            this(() -> command, environment, log, startLimit, null);
        }
    }

    CommandComponent(String name, int port, Launch launch, Predicate<ProcessHandle> ready) {
        this.name = name;
        this.port = port;
        this.launch = launch;
        this.ready = ready;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Path log() {
        return launch.log();
    }

    @Override
    public Duration startLimit() {
        return launch.startLimit();
    }

    @Override
    public ProcessHandle start() throws IOException {
        var process = Spawn.command(launch.command().get(), launch.environment(), launch.log());
        last = process;
        return process.toHandle();
    }

    @Override
    public boolean isReady(ProcessHandle process) {
        return ready.test(process);
    }

    @Override
    public void stop(ProcessHandle process, Duration limit) {
        var classes = launch.classes();
        if (classes == null) {
            Ending.of(process, limit);
            return;
        }
        Ending.of(process, limit.plus(classes.timeToWrite()));
        var ended = last;
        if (ended != null && !ended.isAlive()) {
            classes.ended(ended.exitValue());
        }
    }

    @Override
    public String lastWords() {
        var process = last;
        if (process == null || process.isAlive()) {
            return "did not end";
        }
        int code = process.exitValue();
        return code == KILLED
                ? "was killed (exit code 137)"
                : code == TERMINATED ? "was terminated (exit code 143)" : "ended with exit code " + code;
    }
}
