package io.recloop.local.cli;

import io.recloop.local.layout.Checkout;
import io.recloop.local.layout.DataDir;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.Phase;
import io.recloop.local.layout.PortBlock;
import io.recloop.local.layout.PortCheck;
import io.recloop.local.layout.RunState;
import io.recloop.local.layout.Service;
import io.recloop.local.supervision.Orphans;
import io.recloop.local.supervision.Supervisor;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts broker, database and the five services, and keeps them running.",
            "",
            "Runs in the foreground until Ctrl-C, or in the background with --detach. Data is kept between runs. A component that dies is restarted, with a growing delay."
        },
        footer = {
            "",
            "Ports: recommender 8080, training 8081, monitor 8082, alert 8083, scheduler 8084, broker 19092 and 19093, PostgreSQL 15432.",
            "Options for a service's JVM: RECLOOP_TRAINING_JAVA_OPTS='-Xmx4g' and the like."
        })
public final class UpCommand implements Callable<Integer> {

    @Mixin
    private StackOptions stack;

    @Spec
    private CommandSpec spec;

    @Option(names = "--detach", description = "Return when everything is ready, and leave it running")
    private boolean detach;

    @Option(
            names = "--ports-from",
            paramLabel = "PORT",
            description =
                    "Move all ports: PORT to PORT+4 services, PORT+5 and PORT+6 broker, PORT+7 PostgreSQL (default: see below)")
    private @Nullable Integer portsFrom;

    @Option(names = "--supervised", hidden = true, description = "This process is the one that --detach started.")
    private boolean supervised;

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        var root = Checkout.root();
        var dataDir = stack.dataDir().create();
        var ports = portsFrom == null ? PortBlock.DEFAULT : PortBlock.from(portsFrom);
        if (!supervised) {
            var running = RunState.in(dataDir);
            if (running.filter(RunState::isSupervised).isPresent()) {
                return alreadyRunning(out, running.get());
            }
            running.ifPresent(left -> stopOrphans(out, dataDir, left));
        }
        Checkout.requireBuilt(root);
        PortCheck.requireFree(ports);
        if (detach) {
            new DetachedStart(root, dataDir, portsFrom).run(out);
            var started = RunState.in(dataDir).orElseThrow(() -> new LocalFailure("the stack was stopped again"));
            summary(out, started);
            return 0;
        }
        return supervise(
                out, Supervisor.ofStack(root, dataDir, ports, Clock.systemUTC(), line -> say(out, line)), dataDir);
    }

    private int supervise(PrintWriter out, Supervisor supervisor, DataDir dataDir) throws InterruptedException {
        // Ctrl-C, SIGTERM and a closed terminal all end here; the services stop before what they depend on.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            say(out, "stopping");
                            supervisor.stop();
                            say(out, "stopped");
                        },
                        "stop"));
        supervisor.start();
        if (!supervised) {
            RunState.in(dataDir).ifPresent(state -> summary(out, state));
            say(out, "Ctrl-C stops it.");
        }
        supervisor.awaitStop();
        return 0;
    }

    private static int alreadyRunning(PrintWriter out, RunState running) {
        say(
                out,
                "already "
                        + (running.phase() == Phase.READY
                                ? "running"
                                : running.phase().name().toLowerCase(java.util.Locale.ROOT))
                        + " as process " + running.supervisor().pid());
        if (running.phase() == Phase.READY) {
            summary(out, running);
            return 0;
        }
        return 1;
    }

    private static void stopOrphans(PrintWriter out, DataDir dataDir, RunState left) {
        var stopped = Orphans.stop(dataDir, left);
        if (!stopped.isEmpty()) {
            say(out, "the last supervisor was killed; stopped what it left running: " + String.join(", ", stopped));
        }
    }

    private static void summary(PrintWriter out, RunState state) {
        double seconds = java.time.Duration.between(
                                state.startedAt(),
                                state.components().stream()
                                        .map(component -> component.since())
                                        .max(java.util.Comparator.naturalOrder())
                                        .orElse(state.startedAt()))
                        .toMillis()
                / 1000.0;
        say(out, "all ready after %.1f s".formatted(seconds));
        for (var service : Service.values()) {
            say(out, "  %-12s %s".formatted(service.label(), service.url(state.ports())));
        }
        say(out, "  %-12s %s".formatted("broker", state.ports().bootstrapServers()));
        say(out, "  %-12s 127.0.0.1:%d".formatted("postgres", state.ports().postgres()));
        say(out, "A token for the services: ./recloop token --role client");
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
