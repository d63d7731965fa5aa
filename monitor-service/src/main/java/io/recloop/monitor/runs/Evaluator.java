package io.recloop.monitor.runs;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.RunStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.jboss.logging.Logger;

/// Makes the evaluation of a run. Everything that it leads to is one transaction with its end, so a run that a crash
/// cut off is done again and counts once.
@ApplicationScoped
public class Evaluator {
    private static final Logger LOG = Logger.getLogger(Evaluator.class);

    private final Examiner examiner;
    private final RunLedger ledger;
    private final Evaluations evaluations;
    private final DriftAlarms alarms;
    private final DriftGauges gauges;

    Evaluator(Examiner examiner, RunLedger ledger, Evaluations evaluations, DriftAlarms alarms, DriftGauges gauges) {
        this.examiner = examiner;
        this.ledger = ledger;
        this.evaluations = evaluations;
        this.alarms = alarms;
        this.gauges = gauges;
    }

    /// @param now      the window ends with the last whole bucket before it
    /// @param upToDate whether the facts are
    @Retry
    void evaluate(DriftRun run, Instant now, boolean upToDate) {
        QuarkusTransaction.requiringNew()
                .call(() -> examine(run, now, upToDate))
                .ifPresent(gauges::show);
    }

    /// @return empty where another replica has finished the run
    private Optional<DriftEvaluated> examine(DriftRun run, Instant now, boolean upToDate) {
        var examination = examiner.examine(run, now, upToDate);
        var evaluated = examination.event();
        boolean first = ledger.finish(
                run,
                RunStatus.SUCCEEDED,
                evaluated.summary(),
                Map.of(
                        "verdict", evaluated.verdict().code(),
                        "severity", evaluated.severity().code(),
                        "evaluation", evaluated.eventId()));
        if (!first) {
            // What this replica has written must not stand beside.
            QuarkusTransaction.setRollbackOnly();
            return Optional.empty();
        }
        evaluations.add(evaluated);
        alarms.follow(examination);
        LOG.infof(
                "evaluated runId=%s verdict=%s severity=%s",
                run.runId(), evaluated.verdict().code(), evaluated.severity().code());
        return Optional.of(evaluated);
    }
}
