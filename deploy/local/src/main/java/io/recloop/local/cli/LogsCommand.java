package io.recloop.local.cli;

import io.recloop.local.layout.DataDir;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.Service;
import io.recloop.local.supervision.LogFollower;
import io.recloop.local.supervision.LogTail;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Shows the last lines of the logs, of one component or of all.")
public final class LogsCommand implements Callable<Integer> {

    private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();

    @Mixin
    private StackOptions stack;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "COMPONENT",
            description =
                    "Component: recommender, training, monitor, alert, scheduler, broker, postgres or supervisor (default: all)")
    private @Nullable String component;

    @Option(
            names = {"-f", "--follow"},
            description = "Print new lines until Ctrl-C")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "40",
            paramLabel = "N",
            description = "Number of lines (default: ${DEFAULT-VALUE})")
    private int lines;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var dataDir = stack.dataDir();
        var names = chosen();
        var followed = new LinkedHashMap<String, LogFollower>();
        boolean any = false;
        for (var name : names) {
            followed.put(name, LogFollower.fromEnd(dataDir.log(name)));
            any |= Files.exists(dataDir.log(name));
            show(out, name, LogTail.lines(dataDir.log(name), lines));
        }
        if (!any) {
            throw new LocalFailure("there is no log yet under " + dataDir.logs() + where(dataDir), 1);
        }
        while (follow && !Thread.currentThread().isInterrupted()) {
            for (var entry : followed.entrySet()) {
                show(out, entry.getKey(), entry.getValue().newLines());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return 0;
    }

    private static String where(DataDir dataDir) {
        return Files.exists(dataDir.path()) ? "" : " (no stack has run there)";
    }

    private List<String> chosen() {
        var all = Stream.concat(
                        Arrays.stream(Service.values()).map(Service::label),
                        Stream.of("broker", "postgres", "supervisor"))
                .toList();
        if (component == null) {
            return all;
        }
        var asked = component.endsWith("-service") ? component.replace("-service", "") : component;
        if (!all.contains(asked)) {
            throw new LocalFailure("there is no component '" + component + "'; there are " + String.join(", ", all));
        }
        return List.of(asked);
    }

    private void show(PrintWriter out, String name, List<String> shown) {
        for (var line : shown) {
            out.println(component == null ? "%-11s | %s".formatted(name, line) : line);
        }
        out.flush();
    }
}
