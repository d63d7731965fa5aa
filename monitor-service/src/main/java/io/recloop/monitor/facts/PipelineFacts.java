package io.recloop.monitor.facts;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RunEvent;
import io.recloop.contracts.events.RunFinished;
import io.recloop.monitor.ingest.FactStore;
import io.recloop.monitor.ingest.Retention;
import io.recloop.monitor.ingest.TopicEffect;
import io.recloop.monitor.ingest.TopicEvents;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/// `pipeline-runs` to how runs ended, each once by its id.
@Singleton
final class PipelineFacts implements TopicEffect<RunEvent>, Retention {
    private static final Duration KEPT = Duration.ofDays(396);

    private final FactStore facts;

    PipelineFacts(FactStore facts) {
        this.facts = facts;
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
        var finished = events.all().stream()
                .filter(RunFinished.class::isInstance)
                .map(RunFinished.class::cast)
                .toList();
        facts.batch("""
            insert into pipeline_result (tenant, run_id, pipeline, status, finished_at) values (?, ?, ?, ?, ?)
            on conflict do nothing\
            """, finished, (insert, run) -> {
            insert.setString(1, run.tenant());
            insert.setString(2, run.runId());
            insert.setString(3, run.pipeline().code());
            insert.setString(4, run.status().code());
            insert.setObject(5, FactStore.at(run.occurredAt()));
        });
    }

    @Override
    public void deleteOld(Instant now) {
        facts.update("delete from pipeline_result where finished_at < ?", FactStore.at(now.minus(KEPT)));
    }
}
