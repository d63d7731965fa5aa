package io.recloop.training.runs.pipelines;

import io.recloop.contracts.bundle.Manifest;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.training.dataset.RefreshOption;
import io.recloop.training.dataset.RefreshReport;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.parameters.RefreshParameters;
import io.recloop.training.runs.snapshots.Incumbent;
import io.recloop.training.runs.snapshots.Snapshots;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Brings the dataset up to date, or says what that would take.
final class RefreshRun implements PipelineRun {
    private final RunContext context;
    private final RefreshParameters parameters;
    private final Snapshots snapshots;

    RefreshRun(RunContext context, RefreshParameters parameters) {
        this.context = context;
        this.parameters = parameters;
        this.snapshots = new Snapshots(context);
    }

    @Override
    public RunOutcome execute() throws IOException, InterruptedException, TooLittleDataException {
        if (!parameters.dryRun()) {
            snapshots.ingest();
        }
        return done(snapshots.refresh(incumbentThrough(), options()));
    }

    /// As a training would ask: a dataset for another slice would be another dataset.
    private Optional<Instant> incumbentThrough() {
        return Incumbent.of(context).bundle().map(bundle -> bundle.manifest()).map(Manifest::dataThrough);
    }

    private Set<RefreshOption> options() {
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
            Snapshots.counts(description.counts()).forEach((name, count) -> result.put(name, Double.toString(count)));
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
