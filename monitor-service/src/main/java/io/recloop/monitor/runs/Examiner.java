package io.recloop.monitor.runs;

import io.recloop.contracts.events.DriftCheckResult;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.DriftVerdict;
import io.recloop.contracts.events.Severity;
import io.recloop.monitor.checks.Comparison;
import io.recloop.monitor.checks.DriftCheck;
import io.recloop.monitor.checks.DriftChecks;
import io.recloop.monitor.checks.References;
import io.recloop.monitor.checks.Window;
import io.recloop.monitor.facts.ModelsInUse;
import io.recloop.monitor.facts.ModelsInUse.InUse;
import io.recloop.monitor.facts.WindowBook;
import io.recloop.monitor.statistics.WindowSample;
import io.recloop.monitor.verdicts.Measurement;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Makes one evaluation: measures, judges, and says what came of it.
@Singleton
final class Examiner {
    private final DriftChecks checks;
    private final ModelsInUse models;
    private final WindowBook windows;
    private final References references;
    private final CheckJudges judges;

    Examiner(DriftChecks checks, ModelsInUse models, WindowBook windows, References references, CheckJudges judges) {
        this.checks = checks;
        this.models = models;
        this.windows = windows;
        this.references = references;
        this.judges = judges;
    }

    /// @param now        the window ends with the last whole bucket before it
    /// @param upToDate   whether the facts are: a silence that is only a backlog is no silence
    Examination examine(DriftRun run, Instant now, boolean upToDate) {
        var model = models.of(run.tenant());
        var sample = windows.newest(run.tenant(), now);
        var measure = measure(run.tenant(), model, sample, now, upToDate);
        var judged = new ArrayList<Judged>();
        var results = new ArrayList<DriftCheckResult>();
        var reported = new ArrayList<DriftCheckResult>();
        var judge = judges.of(run.tenant(), sample.end());
        for (var check : checks) {
            var comparison = measure.apply(check);
            var one = judge.judge(check, comparison);
            judged.add(one);
            results.add(one.result());
            reported.addAll(comparison.reported());
        }
        var verdict = overall(results);
        var summary = summary(verdict, results, sample);
        results.addAll(reported);
        return new Examination(
                new DriftEvaluated(
                        id(run.runId(), "evaluated"),
                        run.tenant(),
                        now,
                        run.runId(),
                        model.map(InUse::modelId).orElse(null),
                        sample.start(),
                        sample.end(),
                        verdict,
                        severity(judged),
                        results,
                        summary),
                judged);
    }

    private Function<DriftCheck, Comparison> measure(
            String tenant, Optional<InUse> model, WindowSample sample, Instant now, boolean upToDate) {
        if (!upToDate) {
            var why = new Measurement.TooLittle(
                    sample.interactions(), "the facts are behind the topics: what is missing is not known");
            return check -> Comparison.undecided(why);
        }
        if (model.isEmpty()) {
            var why = checks.undecided(sample, "no model serves yet, so there is nothing to compare with");
            return check -> Comparison.undecided(why);
        }
        var reference = references.of(tenant, model.get(), now);
        var window = new Window(sample, references.clicks(tenant, model.get(), now));
        return check -> check.measure(reference, window);
    }

    private static Severity severity(List<Judged> judged) {
        return judged.stream()
                .filter(one -> one.result().verdict() == DriftVerdict.DRIFT)
                .map(Judged::severity)
                .max(Severity::compareTo)
                .orElse(Severity.INFO);
    }

    /// The worst of what is defined: what is not known is never STABLE.
    private static DriftVerdict overall(List<DriftCheckResult> results) {
        for (var verdict :
                List.of(DriftVerdict.DRIFT, DriftVerdict.WATCH, DriftVerdict.INSUFFICIENT_DATA, DriftVerdict.STABLE)) {
            if (results.stream().anyMatch(check -> check.verdict() == verdict)) {
                return verdict;
            }
        }
        return DriftVerdict.UNDEFINED;
    }

    private static String summary(DriftVerdict verdict, List<DriftCheckResult> results, WindowSample sample) {
        var why = results.stream()
                .filter(check -> check.verdict() == verdict)
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
