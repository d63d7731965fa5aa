package io.recloop.local.demo;

import io.recloop.local.layout.Checkout;
import io.recloop.local.layout.PortBlock;
import io.recloop.local.layout.PortCheck;
import io.recloop.local.layout.Service;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the whole loop on a simulated shop, in a few minutes.",
            "",
            "Starts a stack of its own, trains and publishes a model, measures the click-through rate, changes the users' tastes, and watches the loop detect and repair the drop. Leaves the stack running unless --exit is given."
        },
        footer = {
            "",
            "Time is compressed: drift is looked for in windows of 20 seconds, not of an hour. Thresholds and gates are the defaults.",
            "Exit codes: 0 every step was seen, 2 one was not; its reason and the logs' folder are printed."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final long TIDY_UP_SECONDS = 90;

    @Spec
    private CommandSpec spec;

    @Option(names = "--exit", description = "Stop the stack at the end")
    private boolean exit;

    @Option(
            names = "--seed",
            defaultValue = "42",
            paramLabel = "NUMBER",
            description = "Random seed of the shop (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The demo's own folder, emptied first (default: .recloop-demo in the checkout)")
    private @Nullable Path dataDir;

    @Option(
            names = "--ports-from",
            paramLabel = "PORT",
            description =
                    "Move all ports: PORT to PORT+4 services, PORT+5 and PORT+6 broker, PORT+7 PostgreSQL (default: as `up`)")
    private @Nullable Integer portsFrom;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var root = Checkout.root();
        Checkout.requireBuilt(root);
        var folder = new DemoFolder(dataDir == null ? root.resolve(".recloop-demo") : dataDir);
        folder.begin();
        var ports = portsFrom == null ? PortBlock.DEFAULT : PortBlock.from(portsFrom);
        PortCheck.requireFree(ports);

        var patience = new Patience();
        var story = new Story(System::nanoTime, line -> say(out, line));
        var stack = new DemoStack(root, folder.dataDir(), portsFrom);
        var over = new CountDownLatch(1);
        var interrupted = new AtomicBoolean(true);
        // Ctrl-C and SIGTERM: the visitors go home, then the stack stops in order.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> tidyUp(patience, stack, over, interrupted), "demo-end"));
        try {
            new Demo(stack, folder, seed, patience, story).play(Clock.systemUTC());
            summary(out, story, folder);
            if (!stack.isRunning()) {
                say(out, "nothing is left running");
            } else if (exit) {
                stack.stop();
                say(out, "stopped");
            } else {
                leftRunning(out, folder, ports);
            }
            interrupted.set(false);
        } catch (InterruptedException e) {
            say(out, "stopped before the end");
        } finally {
            over.countDown();
        }
        return story.complete() ? 0 : 2;
    }

    private static void tidyUp(Patience patience, DemoStack stack, CountDownLatch over, AtomicBoolean interrupted) {
        patience.cancel();
        try {
            if (!over.await(TIDY_UP_SECONDS, TimeUnit.SECONDS) || interrupted.get()) {
                stack.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void summary(PrintWriter out, Story story, DemoFolder folder) {
        say(out, "");
        story.summary().forEach(line -> say(out, line));
        say(out, "");
        say(
                out,
                story.complete()
                        ? "every step was seen, in %d s"
                                .formatted(story.elapsed().toSeconds())
                        : "not every step was seen; the logs are in "
                                + folder.dataDir().logs());
    }

    private void leftRunning(PrintWriter out, DemoFolder folder, PortBlock ports) {
        var option = " --data-dir " + folder.dataDir().path();
        say(out, "");
        say(out, "left running:");
        for (var service : Service.values()) {
            say(out, "  %-12s %s".formatted(service.label(), service.url(ports)));
        }
        say(out, "  %-12s %s".formatted("broker", ports.bootstrapServers()));
        say(out, "a token:      ./recloop token --role operator" + option);
        say(out, "more traffic: ./recloop simulate --scenario taste-shift --seed " + seed + option);
        say(out, "the end:      ./recloop down" + option);
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
