package io.recloop.training.runs.context;

import io.recloop.training.registry.runs.Run;
import io.recloop.training.wire.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// One run, and where it works and tells how far it is.
///
/// @param folder an empty folder of this run
/// @param lease  to execute at all
public record RunContext(Run run, RunReporter reporter, Path folder, Lease lease) {
    /// A new, empty folder in the run's own.
    public Path subfolder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /// To be asked before what others see: who lost the lease has been replaced, and its run closed as
    /// interrupted.
    public void requireLease() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped before the announcement");
        }
        if (!lease.held()) {
            throw new IllegalStateException(
                    "the right to execute runs was lost while this one ran: nothing was announced by it");
        }
    }
}
