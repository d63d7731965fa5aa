package io.recloop.monitor.runs;

import io.recloop.monitor.checks.Baselines.NoBaselineException;
import io.recloop.monitor.checks.Baselines;
import io.recloop.monitor.checks.Check;
import io.recloop.monitor.checks.ClickThrough;
import io.recloop.monitor.checks.Comparison;
import io.recloop.monitor.checks.CtrConfig;
import io.recloop.monitor.checks.DriftConfig;
import io.recloop.monitor.facts.ModelsInUse.InUse;
import io.recloop.monitor.facts.ModelsInUse;
import io.recloop.monitor.facts.WindowBook;
import io.recloop.monitor.facts.WindowConfig;
import io.recloop.monitor.statistics.WindowSample;
import io.recloop.monitor.verdicts.Budget;
import io.recloop.monitor.verdicts.Floors;
import io.recloop.monitor.verdicts.Gates;
import io.recloop.monitor.verdicts.Judgement;
import io.recloop.monitor.verdicts.Measurement.Measured;
import io.recloop.monitor.verdicts.Measurement;
import io.recloop.contracts.events.DriftCheck;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.DriftVerdict;
import io.recloop.contracts.events.Severity;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Makes one evaluation: measures, judges, and says what came of it.
@Singleton
final class Examiner {
    static final String CTR = "ctr";

    /// Each is judged on its own share of the false-alarm budget.
    private static final int JUDGED = Check.values().length + 1;

    private final DriftConfig config;
    private final WindowConfig window;
    private final CtrConfig ctr;
    private final ModelsInUse models;
    private final Baselines baselines;
    private final WindowBook windows;
    private final ClickThrough clickThrough;

    Examiner(
            DriftConfig config,
            WindowConfig window,
            CtrConfig ctr,
            ModelsInUse models,
            Baselines baselines,
            WindowBook windows,
            ClickThrough clickThrough) {
        this.config = config;
        this.window = window;
        this.ctr = ctr;
        this.models = models;
        this.baselines = baselines;
        this.windows = windows;
        this.clickThrough = clickThrough;
    }

    private record Measure(String name, String statistic, Measurement measurement, Floors floors, String baseline) {}

    /// @param now        the window ends with the last whole bucket before it
    /// @param upToDate   whether the facts are: a silence that is only a backlog is no silence
    DriftEvaluated examine(Handle transaction, DriftRuns.Run run, Instant now, boolean upToDate) {
        var end = Instant.ofEpochSecond(window.bucketOf(now));
        var start = Instant.ofEpochSecond(window.bucketOf(end.minus(window.window())));
        var model = models.of(transaction, run.tenant());
        var sample = windows.read(transaction, run.tenant(), start, end);
        var measures = new ArrayList<Measure>();
        var reported = new ArrayList<DriftCheck>();
        if (upToDate) {
            shapes(transaction, run.tenant(), model, sample, now, measures, reported);
        } else {
            undecided(new Measurement.TooLittle(
                            sample.interactions(), "the facts are behind the topics: what is missing is not known"))
                    .forEach(measures::add);
        }
        var gap = CheckStates.usualGap(transaction, run.tenant())
                .filter(seen -> seen.compareTo(config.evaluationEvery()) < 0)
                .orElse(config.evaluationEvery());
        var checks = judge(transaction, run.tenant(), measures, end, gap);
        checks.addAll(reported);
        var verdict = overall(checks);
        var severity = checks.stream()
                .filter(check -> check.verdict() == DriftVerdict.DRIFT)
                .map(check -> severity(check))
                .max(Severity::compareTo)
                .orElse(Severity.INFO);
        return new DriftEvaluated(
                id(run.runId(), "evaluated"),
                run.tenant(),
                now,
                run.runId(),
                model.map(InUse::modelId).orElse(null),
                start,
                end,
                verdict,
                severity,
                checks,
                summary(verdict, checks, sample));
    }

    private void shapes(
            Handle transaction,
            String tenant,
            Optional<InUse> model,
            WindowSample sample,
            Instant now,
            List<Measure> measures,
            List<DriftCheck> reported) {
        if (model.isEmpty()) {
            undecided(withoutBaseline(sample, "no model serves yet, so there is nothing to compare with"))
                    .forEach(measures::add);
            return;
        }
        try {
            var baseline = baselines.of(transaction, tenant, model.get(), now);
            var comparison = Comparison.of(baseline, sample, config);
            for (var check : Check.values()) {
                measures.add(new Measure(
                        check.code(),
                        check.statistic(),
                        comparison.measurements().getOrDefault(check, withoutBaseline(sample, "it was not measured")),
                        config.floors(check),
                        baseline.name()));
            }
            reported.addAll(comparison.reported());
        } catch (NoBaselineException e) {
            undecided(withoutBaseline(sample, String.valueOf(e.getMessage()))).forEach(measures::add);
        }
        var clicks = clickThrough.compare(transaction, tenant, model.get().modelId(), now);
        measures.removeIf(measure -> measure.name().equals(CTR));
        measures.add(new Measure(CTR, "relative-drop", clicks.measurement(), ctr.floors(), clicks.baseline()));
    }

    /// Without data it is not known whether there would have been a baseline to compare them with.
    private Measurement withoutBaseline(WindowSample sample, String why) {
        return sample.interactions() < config.minimumInteractions()
                ? new Measurement.TooLittle(
                        sample.interactions(),
                        "%d interactions, at least %d are needed; %s"
                                .formatted(sample.interactions(), config.minimumInteractions(), why))
                : new Measurement.NotDefined(sample.interactions(), why);
    }

    private List<Measure> undecided(Measurement why) {
        var measures = new ArrayList<Measure>();
        for (var check : Check.values()) {
            measures.add(new Measure(check.code(), check.statistic(), why, config.floors(check), ""));
        }
        measures.add(new Measure(CTR, "relative-drop", why, ctr.floors(), ""));
        return measures;
    }

    private List<DriftCheck> judge(
            Handle transaction, String tenant, List<Measure> measures, Instant end, Duration gap) {
        double alpha = new Budget(config.falseAlarmsPer30Days()).alpha(gap, JUDGED);
        var gates = new Gates(config.persistence(), config.step(window.window()));
        var checks = new ArrayList<DriftCheck>();
        for (var measure : measures) {
            var before = CheckStates.read(transaction, tenant, measure.name());
            var judgement =
                    gates.judge(measure.measurement(), measure.floors(), alpha, end, before, measure.baseline());
            CheckStates.write(transaction, tenant, measure.name(), judgement.persistence());
            checks.add(check(measure, judgement, alpha));
        }
        return checks;
    }

    private static DriftCheck check(Measure measure, Judgement judgement, double alpha) {
        @Nullable Measured measured = measure.measurement() instanceof Measured one ? one : null;
        return new DriftCheck(
                measure.name(),
                measure.statistic(),
                measured == null ? null : measured.effect(),
                measured == null ? null : measured.noiseFloor(),
                measure.floors().effect(),
                measured == null ? null : measured.pValue(),
                alpha,
                measure.measurement().sampleSize(),
                judgement.persistence().counted(),
                judgement.verdict(),
                judgement.explanation());
    }

    /// By the severe floor alone: [Gates] has said DRIFT.
    Severity severity(DriftCheck check) {
        var value = check.value();
        var severe = check.name().equals(CTR)
                ? ctr.floors().severe()
                : config.floors(Check.valueOf(check.name().toUpperCase(java.util.Locale.ROOT)))
                        .severe();
        return value != null && severe.isPresent() && value >= severe.getAsDouble()
                ? Severity.CRITICAL
                : Severity.WARNING;
    }

    /// The worst of what is defined: what is not known is never STABLE.
    static DriftVerdict overall(List<DriftCheck> checks) {
        for (var verdict :
                List.of(DriftVerdict.DRIFT, DriftVerdict.WATCH, DriftVerdict.INSUFFICIENT_DATA, DriftVerdict.STABLE)) {
            if (checks.stream().anyMatch(check -> check.verdict() == verdict)) {
                return verdict;
            }
        }
        return DriftVerdict.UNDEFINED;
    }

    private static String summary(DriftVerdict verdict, List<DriftCheck> checks, WindowSample sample) {
        var why = checks.stream()
                .filter(check -> check.verdict() == verdict && !check.name().contains("."))
                .map(check -> check.name() + ": " + check.explanation())
                .toList();
        return "%s over %d interactions of %d people. %s"
                .formatted(verdict.code(), sample.interactions(), sample.people(), String.join(" ", why));
    }

    static String id(String runId, String what) {
        return UUID.nameUUIDFromBytes((runId + "/" + what).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
