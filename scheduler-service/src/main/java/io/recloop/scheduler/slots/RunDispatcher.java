package io.recloop.scheduler.slots;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RunRequested;
import io.recloop.kit.outbox.Outbox;
import io.recloop.scheduler.jobs.Job;
import io.recloop.scheduler.runs.RunHistory;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.jboss.logging.Logger;

/// Turns a pending slot into a run that is asked for, in the caller's transaction, which holds the job's lock.
@Singleton
final class RunDispatcher {
    private static final Logger LOG = Logger.getLogger(RunDispatcher.class);

    private final SlotRepository slots;
    private final FencingTokenRepository tokens;
    private final RunHistory history;
    private final Outbox outbox;

    RunDispatcher(SlotRepository slots, FencingTokenRepository tokens, RunHistory history, Outbox outbox) {
        this.slots = slots;
        this.tokens = tokens;
        this.history = history;
        this.outbox = outbox;
    }

    TriggerResult.Dispatched dispatch(Job job, Instant slot, RunTrigger trigger, Instant now) {
        var runId = Outbox.idOf("run", job.name() + "/" + slot);
        long token = tokens.next(job);
        var run = new SlotRepository.Dispatch(runId, token, now, now.plus(job.maxWait()));
        if (!slots.dispatch(new SlotRepository.Owner(job.name(), slot), run)) {
            throw new IllegalStateException("slot %s of %s is not pending".formatted(slot, job.name()));
        }
        var parameters = new LinkedHashMap<>(job.parameters());
        parameters.putAll(trigger.parameters());
        var requested = new RunRequested(
                Outbox.idOf("run-requested", runId),
                job.tenant(),
                now,
                runId,
                job.pipeline(),
                trigger.requestedBy(),
                trigger.reason(),
                trigger.origin() == Origin.SCHEDULE ? slot : null,
                token,
                parameters);
        history.record(requested);
        history.belongsTo(runId, job.name());
        outbox.append(Topic.PIPELINE_RUNS, requested);
        LOG.infof("job=%s slot=%s run=%s token=%d requested: %s", job.name(), slot, runId, token, trigger.reason());
        return new TriggerResult.Dispatched(runId, slot);
    }
}
