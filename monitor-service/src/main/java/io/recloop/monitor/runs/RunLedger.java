package io.recloop.monitor.runs;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunStarted;
import io.recloop.contracts.events.RunStatus;
import io.recloop.kit.outbox.Outbox;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What became of the runs, in the table and on the topic. Thread-safe.
@Singleton
@Transactional
public class RunLedger {
    private final DriftRunRepository rows;
    private final Outbox outbox;
    private final String instance;
    private final Clock clock;

    @Inject
    RunLedger(
            DriftRunRepository rows,
            Outbox outbox,
            @ConfigProperty(name = "recloop.instance", defaultValue = "monitor-1") String instance,
            Clock clock) {
        this.rows = rows;
        this.outbox = outbox;
        this.instance = instance;
        this.clock = clock;
    }

    /// What is to be done, the oldest request first.
    List<DriftRun> open() {
        return rows.open().stream()
                .map(row -> new DriftRun(row.runId, row.tenant, row.requestedAt, Optional.ofNullable(row.startedAt)))
                .toList();
    }

    /// @return false where another replica has finished it
    boolean start(DriftRun run, Instant now) {
        boolean begun = rows.start(run.runId(), now);
        if (begun && run.startedAt().isEmpty()) {
            outbox.append(
                    Topic.PIPELINE_RUNS,
                    new RunStarted(
                            Examiner.id(run.runId(), "started"),
                            run.tenant(),
                            now,
                            run.runId(),
                            Pipeline.DRIFT_DETECTION,
                            instance));
        }
        return begun;
    }

    /// @return false where it was finished already: whatever else the transaction did must be undone
    boolean finish(DriftRun run, RunStatus status, String reason, Map<String, String> result) {
        boolean first = rows.finish(run.runId());
        if (first) {
            outbox.append(
                    Topic.PIPELINE_RUNS,
                    new RunFinished(
                            Examiner.id(run.runId(), "finished"),
                            run.tenant(),
                            clock.instant(),
                            run.runId(),
                            Pipeline.DRIFT_DETECTION,
                            status,
                            reason,
                            result));
        }
        return first;
    }
}
