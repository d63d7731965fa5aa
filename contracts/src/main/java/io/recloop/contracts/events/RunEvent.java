package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// On topic `pipeline-runs`: the life of a run, told by whoever asked for it and by whoever executes it.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunRequested.class, name = "run-requested"),
    @JsonSubTypes.Type(value = RunStarted.class, name = "run-started"),
    @JsonSubTypes.Type(value = RunProgressed.class, name = "run-progressed"),
    @JsonSubTypes.Type(value = RunFinished.class, name = "run-finished")
})
public sealed interface RunEvent extends Event permits RunRequested, RunStarted, RunProgressed, RunFinished {
    String runId();

    Pipeline pipeline();

    @Override
    default String key() {
        return pipeline().code();
    }
}
