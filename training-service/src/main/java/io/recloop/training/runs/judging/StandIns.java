package io.recloop.training.runs.judging;

import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.Settings;
import io.recloop.training.registry.Model;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.TooLittleMemoryException;
import io.recloop.training.runs.fitting.Fitting;
import io.recloop.training.runs.judging.StandIn.Fitted;
import io.recloop.training.runs.snapshots.Snapshot;
import java.util.Optional;

/// Trains stored models again without the slice, where they have seen it.
public final class StandIns {
    /// Of a run's iterations.
    static final String PHASE = "incumbent";

    private final RunContext context;
    private final Fitting fitting;
    private final Snapshot snapshot;
    private final Dataset dataset;
    private final int threads;

    public StandIns(RunContext context, Fitting fitting, Snapshot snapshot, int threads) {
        this.context = context;
        this.threads = threads;
        this.fitting = fitting;
        this.snapshot = snapshot;
        this.dataset = snapshot.dataset();
    }

    boolean hasSeen(Model model) {
        return dataset.description().slice().seenBy(model.dataThrough());
    }

    /// @param known fitted to what was known before the slice, from chance: with the same settings nothing is trained
    public StandIn of(Model model, Optional<Fitted> known) {
        if (!hasSeen(model)) {
            return StandIn.NOT_NEEDED;
        }
        Settings settings;
        try {
            settings = settings(model);
        } catch (IllegalArgumentException e) {
            return inItsFavour(model, "this release does not take them: " + e.getMessage());
        }
        try {
            var same = known.flatMap(fitted -> fitted.ifOf(settings));
            var fitted = same.isPresent() ? same.get() : fit(model, settings);
            return fitted.model().isFinite()
                    ? new StandIn(
                            true, Optional.of(fitted), seen(model) + ": its settings were trained again without it")
                    : inItsFavour(model, "what came of it has numbers that are not finite");
        } catch (TooLittleMemoryException e) {
            return inItsFavour(model, String.valueOf(e.getMessage()));
        }
    }

    /// As the registry holds them; what it does not tell is as the defaults for the data.
    private Settings settings(Model model) {
        return Algorithm.of(model.algorithm())
                .settings(snapshot.beforeSlice().positives(), model.parameters())
                .withThreads(threads);
    }

    private Fitted fit(Model model, Settings settings) throws TooLittleMemoryException {
        context.reporter().stage(PHASE, "the settings of %s without the slice".formatted(model.modelId()));
        var trained = fitting.fit(Fitting.Task.of(PHASE, settings, snapshot.beforeSlice()));
        return new Fitted(trained.model(), settings);
    }

    private StandIn inItsFavour(Model model, String because) {
        return new StandIn(
                true,
                Optional.empty(),
                "%s, in its favour: its settings could not be trained again without it, %s"
                        .formatted(seen(model), because));
    }

    private String seen(Model model) {
        return "%s has seen some of the slice, only %d of %d were liked after its data end"
                .formatted(
                        model.modelId(),
                        dataset.heldOutAfter(model.dataThrough()),
                        dataset.heldOut().entries());
    }
}
