package io.recloop.training.runs.snapshots;

import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.context.TooLittleMemoryException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;

/// What every run that trains a model begins with: all that is on the topics, the model that serves, and a snapshot.
@Singleton
public final class Challenges {
    private final Snapshots snapshots;
    private final StoredModels models;

    @Inject
    public Challenges(Snapshots snapshots, StoredModels models) {
        this.snapshots = snapshots;
        this.models = models;
    }

    /// @return how the step ended; a refusal where there is too little to train or to judge on
    public RunOutcome begin(RunContext context, Challenge.Step step)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleDataException, TooLittleMemoryException {
        snapshots.ingest(context);
        var incumbent = models.incumbent(context);
        var snapshot = snapshots.take(
                context, incumbent.bundle().map(bundle -> bundle.manifest().dataThrough()));
        var missing = snapshot.missing();
        return missing.isPresent()
                ? RunOutcome.Refused.because(missing.get())
                : step.take(new Challenge(incumbent, snapshot));
    }
}
