package io.recloop.local.cli;

import io.recloop.local.layout.RunState;
import io.recloop.local.supervision.Orphans;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description =
                "Stops the stack in order, including processes that a killed supervisor left running. Data is kept.")
public final class DownCommand implements Callable<Integer> {

    /// Services, then broker and database, have twenty seconds each; services that write their classes
    /// for the next start, a minute more.
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @Mixin
    private StackOptions stack;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        var dataDir = stack.dataDir();
        var found = RunState.in(dataDir);
        if (found.isEmpty()) {
            out.println("nothing is running on " + dataDir.path());
            return 0;
        }
        var supervisor = found.get().supervisor().alive();
        if (supervisor.isPresent()) {
            long began = System.nanoTime();
            supervisor.get().destroy();
            if (ended(supervisor.get())) {
                out.printf("stopped after %.1f s%n", (System.nanoTime() - began) / 1e9);
                return 0;
            }
            supervisor.get().destroyForcibly();
            out.println("the supervisor did not end in " + LIMIT.toSeconds() + " s and was killed");
        }
        var stopped = Orphans.stop(dataDir, RunState.in(dataDir).orElse(found.get()));
        out.println(stopped.isEmpty() ? "nothing was running any more" : "stopped " + String.join(", ", stopped));
        return supervisor.isPresent() ? 1 : 0;
    }

    private static boolean ended(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }
}
