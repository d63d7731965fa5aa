package io.recloop.training.runs.snapshots;

import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.context.TooLittleMemoryException;
import java.io.IOException;

/// The model that serves, and a snapshot on which another one can challenge it.
public record Challenge(Incumbent incumbent, Snapshot snapshot) {
    /// What a run does then.
    @FunctionalInterface
    public interface Step {
        RunOutcome take(Challenge challenge)
                throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                        TooLittleMemoryException;
    }
}
