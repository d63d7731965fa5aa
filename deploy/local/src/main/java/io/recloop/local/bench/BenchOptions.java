package io.recloop.local.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of all benchmarks of a stack.
public final class BenchOptions {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Measure the stack in this folder (default: start a new one)")
    private @Nullable Path dataDir;

    @Option(
            names = "--ports-from",
            paramLabel = "PORT",
            description = "First of the eight ports of the new stack (default: free ports)")
    private @Nullable Integer portsFrom;

    @Option(
            names = "--factors",
            defaultValue = "64",
            paramLabel = "NUMBER",
            description = "Factors of the published models (default: ${DEFAULT-VALUE})")
    private int factors;

    @Option(
            names = "--users",
            defaultValue = "20000",
            paramLabel = "NUMBER",
            description = "Users of the published models (default: ${DEFAULT-VALUE})")
    private int users;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "NUMBER",
            description = "Random seed (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--json", description = "Print JSON on one line (default: several lines)")
    private boolean json;

    @Nullable
    Path dataDir() {
        return dataDir;
    }

    @Nullable
    Integer portsFrom() {
        return portsFrom;
    }

    int factors() {
        return factors;
    }

    int users() {
        return users;
    }

    long seed() {
        return seed;
    }

    boolean json() {
        return json;
    }
}
