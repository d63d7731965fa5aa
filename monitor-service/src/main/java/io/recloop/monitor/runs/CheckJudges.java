package io.recloop.monitor.runs;

import io.recloop.contracts.events.DriftCheckResult;
import io.recloop.monitor.checks.Comparison;
import io.recloop.monitor.checks.DriftCheck;
import io.recloop.monitor.checks.DriftChecks;
import io.recloop.monitor.checks.DriftConfig;
import io.recloop.monitor.facts.WindowBook;
import io.recloop.monitor.verdicts.Budget;
import io.recloop.monitor.verdicts.Gates;
import io.recloop.monitor.verdicts.Judgement;
import io.recloop.monitor.verdicts.Measurement;
import io.recloop.monitor.verdicts.Measurement.Measured;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Judge what was measured, by what each check has seen before.
@Singleton
final class CheckJudges {
    private final DriftConfig config;
    private final DriftChecks checks;
    private final WindowBook windows;
    private final Evaluations evaluations;
    private final CheckStateRepository states;

    CheckJudges(
            DriftConfig config,
            DriftChecks checks,
            WindowBook windows,
            Evaluations evaluations,
            CheckStateRepository states) {
        this.config = config;
        this.checks = checks;
        this.windows = windows;
        this.evaluations = evaluations;
        this.states = states;
    }

    /// Judges the checks of one evaluation.
    interface Judge {
        Judged judge(DriftCheck check, Comparison comparison);
    }

    /// @param end of the window; states are held to the end of the transaction
    Judge of(String tenant, Instant end) {
        var gap = evaluations
                .usualGap(tenant)
                .filter(seen -> seen.compareTo(config.evaluationEvery()) < 0)
                .orElse(config.evaluationEvery());
        double alpha = new Budget(config.falseAlarmsPer30Days()).alpha(gap, checks.size());
        var gates = new Gates(config.persistence(), config.step(windows.length()));
        return (check, comparison) -> {
            var before = states.lock(tenant, check.name());
            var judgement =
                    gates.judge(comparison.measurement(), check.floors(), alpha, end, before, comparison.reference());
            states.keep(tenant, check.name(), judgement.persistence());
            return new Judged(check, result(check, comparison.measurement(), judgement, alpha), judgement.severity());
        };
    }

    private static DriftCheckResult result(
            DriftCheck check, Measurement measurement, Judgement judgement, double alpha) {
        @Nullable Measured measured = measurement instanceof Measured one ? one : null;
        return new DriftCheckResult(
                check.name(),
                check.statistic(),
                measured == null ? null : measured.effect(),
                measured == null ? null : measured.noiseFloor(),
                check.floors().effect(),
                measured == null ? null : measured.pValue(),
                alpha,
                measurement.sampleSize(),
                judgement.persistence().counted(),
                judgement.verdict(),
                judgement.explanation());
    }
}
