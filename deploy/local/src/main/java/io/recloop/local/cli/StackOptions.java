package io.recloop.local.cli;

import io.recloop.local.layout.Checkout;
import io.recloop.local.layout.DataDir;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which stack a command is about.
public final class StackOptions {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The stack's folder (default: RECLOOP_DATA_DIR, else .recloop in the checkout)")
    private @Nullable Path folder;

    public DataDir dataDir() {
        if (folder != null) {
            return new DataDir(folder);
        }
        var fromEnvironment = System.getenv("RECLOOP_DATA_DIR");
        return new DataDir(
                fromEnvironment == null || fromEnvironment.isBlank()
                        ? Checkout.root().resolve(".recloop")
                        : Path.of(fromEnvironment));
    }
}
