package io.recloop.local.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.layout.LocalFailure;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What these commands have in common: a stack, progress on the error stream, one document on the other.
abstract class LoadBench implements Callable<Integer> {
    @Mixin
    private BenchOptions options;

    @Spec
    private CommandSpec spec;

    /// What the command finds out.
    abstract Object measure(BenchStack stack, double loadBefore) throws InterruptedException;

    /// @throws ParameterException where something that was given cannot be
    abstract void check();

    /// The generators that must be there.
    abstract LoadTool[] tools();

    @Override
    public final Integer call() throws InterruptedException, JsonProcessingException {
        requireBetween("--factors", options.factors(), 1, 1_024);
        requireBetween("--users", options.users(), 1, 10_000_000);
        check();
        LoadTool.require(tools());
        double loadBefore = Machine.load();
        try (var stack = BenchStack.open(options, progress())) {
            var found = measure(stack, loadBefore);
            var json = EventCodec.JSON;
            var out = spec.commandLine().getOut();
            out.println(
                    options.json()
                            ? json.writeValueAsString(found)
                            : json.writerWithDefaultPrettyPrinter().writeValueAsString(found));
            out.flush();
        }
        return 0;
    }

    BenchOptions options() {
        return options;
    }

    void say(String format, Object... values) {
        var progress = progress();
        progress.println("bench: " + String.format(Locale.ROOT, format, values));
        progress.flush();
    }

    PlantedModel planted(int items, long seed) {
        say("a model of %,d users and %,d items with %d factors", options.users(), items, options.factors());
        return PlantedModel.of(seed, options.users(), items, options.factors());
    }

    void requireBetween(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new ParameterException(
                    spec.commandLine(), "%s must be from %.0f to %.0f".formatted(option, least, most));
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted");
        }
    }

    static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }

    private PrintWriter progress() {
        return spec.commandLine().getErr();
    }
}
