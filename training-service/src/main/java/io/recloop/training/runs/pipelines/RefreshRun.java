package io.recloop.training.runs.pipelines;

import io.recloop.contracts.bundle.Manifest;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.training.dataset.RefreshOption;
import io.recloop.training.dataset.RefreshReport;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.context.RunRecords;
import io.recloop.training.runs.parameters.RefreshParameters;
import io.recloop.training.runs.snapshots.Snapshots;
import io.recloop.training.runs.snapshots.StoredModels;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Brings the dataset up to date, or says what that would take.
@Singleton
final class RefreshRun {
    private final Snapshots snapshots;
    private final StoredModels models;

    @Inject
    RefreshRun(Snapshots snapshots, StoredModels models) {
        this.snapshots = snapshots;
        this.models = models;
    }

    RunOutcome execute(RunContext context, RefreshParameters parameters)
            throws IOException, InterruptedException, TooLittleDataException {
        if (!parameters.dryRun()) {
            snapshots.ingest(context);
        }
        return done(snapshots.refresh(context, incumbentThrough(context), options(parameters)));
    }

    /// As a training would ask: a dataset for another slice would be another dataset.
    private Optional<Instant> incumbentThrough(RunContext context) {
        return models.incumbent(context)
                .bundle()
                .map(bundle -> bundle.manifest())
                .map(Manifest::dataThrough);
    }

    private static Set<RefreshOption> options(RefreshParameters parameters) {
        var options = EnumSet.noneOf(RefreshOption.class);
        if (parameters.force()) {
            options.add(RefreshOption.FORCE);
        }
        if (parameters.forceFull()) {
            options.add(RefreshOption.FORCE_FULL);
        }
        if (parameters.dryRun()) {
            options.add(RefreshOption.DRY_RUN);
        }
        if (parameters.skipMerge()) {
            options.add(RefreshOption.SKIP_MERGE);
        }
        return options;
    }

    private static RunOutcome done(RefreshReport report) {
        var plan = report.plan();
        var result = new TreeMap<String, String>();
        result.put("mode", plan.mode().name());
        result.put("fallback", Boolean.toString(plan.fallback()));
        result.put("newInteractions", Long.toString(plan.newInteractions()));
        result.put("lakeRows", Long.toString(plan.lakeRows()));
        plan.former().ifPresent(former -> result.put("formerVersion", former));
        report.description().ifPresent(description -> {
            result.put("datasetVersion", description.version());
            RunRecords.counts(description.counts()).forEach((name, count) -> result.put(name, Double.toString(count)));
        });
        var what = plan.dryRun()
                ? "would be " + plan.mode().name()
                : report.version().orElse("")
                        + (report.sameAsFormer() ? ", as before" : "")
                        + " by "
                        + plan.mode().name();
        return new RunOutcome.Done(what + ": " + plan.reason(), null, null, result);
    }
}
