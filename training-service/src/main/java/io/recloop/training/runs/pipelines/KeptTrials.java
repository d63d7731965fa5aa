package io.recloop.training.runs.pipelines;

import io.recloop.learning.tuning.Trial;
import io.recloop.learning.tuning.TrialLog;
import io.recloop.training.registry.tuning.Trials;
import java.util.List;

/// The trials of one search in PostgreSQL.
///
/// @param search what all that makes the search follows from: a run that asks for the same goes on with it
record KeptTrials(Trials trials, String tenant, String search, String runId) implements TrialLog {
    @Override
    public List<Trial> read() {
        return trials.of(tenant, search, Trial.class);
    }

    @Override
    public void append(Trial trial) {
        trials.append(tenant, search, trial.number(), runId, trial);
    }
}
