package io.recloop.training.runs.snapshots;

import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.context.TooLittleMemoryException;
import java.io.IOException;

/// What every run that trains a model begins with: all that is on the topics, the model that serves, and a snapshot on
/// which another one can challenge it.
public record Challenge(Incumbent incumbent, Snapshot snapshot) {
    /// What the run does then.
    @FunctionalInterface
    public interface Step {
        RunOutcome take(Challenge challenge)
                throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                        TooLittleMemoryException;
    }

    /// @return how the step ended; a refusal where there is too little to train or to judge on
    public static RunOutcome begin(RunContext context, Step step)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleDataException, TooLittleMemoryException {
        var snapshots = new Snapshots(context);
        snapshots.ingest();
        var incumbent = Incumbent.of(context);
        var snapshot = snapshots.take(
                incumbent.bundle().map(bundle -> bundle.manifest().dataThrough()));
        var missing = snapshot.missing();
        return missing.isPresent()
                ? RunOutcome.Refused.because(missing.get())
                : step.take(new Challenge(incumbent, snapshot));
    }
}
