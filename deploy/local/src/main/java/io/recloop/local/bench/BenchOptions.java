package io.recloop.local.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What all of these commands may be told.
public final class BenchOptions {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Measure the stack that runs there; one of its own is started unless told otherwise.")
    private @Nullable Path dataDir;

    @Option(
            names = "--ports-from",
            paramLabel = "PORT",
            description = "The first port of the stack that is started; eight free ones are looked for unless told.")
    private @Nullable Integer portsFrom;

    @Option(
            names = "--factors",
            defaultValue = "64",
            paramLabel = "NUMBER",
            description = "Factors of the published models; ${DEFAULT-VALUE} unless told otherwise.")
    private int factors;

    @Option(
            names = "--users",
            defaultValue = "20000",
            paramLabel = "NUMBER",
            description = "Users of the published models; ${DEFAULT-VALUE} unless told otherwise.")
    private int users;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "NUMBER",
            description = "Of everything that is drawn; ${DEFAULT-VALUE} unless told otherwise.")
    private long seed;

    @Option(names = "--json", description = "One line of JSON; over several lines without it.")
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
