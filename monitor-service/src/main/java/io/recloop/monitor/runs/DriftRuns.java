package io.recloop.monitor.runs;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunCancelled;
import io.recloop.contracts.events.RunEvent;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunProgressed;
import io.recloop.contracts.events.RunRequested;
import io.recloop.contracts.events.RunStarted;
import io.recloop.monitor.ingest.Retention;
import io.recloop.monitor.ingest.TopicEffect;
import io.recloop.monitor.ingest.TopicEvents;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/// `pipeline-runs` to a list of evaluations to be done, each once by its run id.
@Singleton
final class DriftRuns implements TopicEffect<RunEvent>, Retention {
    private static final Duration KEPT = Duration.ofDays(30);

    private final DriftRunRepository rows;

    DriftRuns(DriftRunRepository rows) {
        this.rows = rows;
    }

    @Override
    public Topic topic() {
        return Topic.PIPELINE_RUNS;
    }

    @Override
    public Class<RunEvent> family() {
        return RunEvent.class;
    }

    @Override
    public void apply(TopicEvents<RunEvent> events, Instant now) {
        for (var event : events.all()) {
            if (event.pipeline() != Pipeline.DRIFT_DETECTION) {
                continue;
            }
            switch (event) {
                case RunRequested requested -> rows.note(requested, DriftRunEntity.REQUESTED);
                // Finished by this service, perhaps in an earlier life with another database.
                case RunFinished finished -> rows.note(finished, DriftRunEntity.FINISHED);
                case RunStarted started -> {}
                case RunProgressed progressed -> {}
                // An evaluation takes seconds: it is done all the same.
                case RunCancelled cancelled -> {}
            }
        }
    }

    @Override
    public void deleteOld(Instant now) {
        rows.deleteFinishedBefore(now.minus(KEPT));
    }
}
