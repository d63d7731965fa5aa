package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// On topic `pipeline-runs`: the life of a run, reported by the service that requested it and by the one that
/// executes it.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunRequested.class, name = "run-requested"),
    @JsonSubTypes.Type(value = RunStarted.class, name = "run-started"),
    @JsonSubTypes.Type(value = RunProgressed.class, name = "run-progressed"),
    @JsonSubTypes.Type(value = RunFinished.class, name = "run-finished"),
    @JsonSubTypes.Type(value = RunCancelled.class, name = "run-cancelled")
})
public sealed interface RunEvent extends Event
        permits RunRequested, RunStarted, RunProgressed, RunFinished, RunCancelled {
    String runId();

    Pipeline pipeline();

    @Override
    default String key() {
        return pipeline().code();
    }
}
