package io.recloop.training.registry.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunRequested;
import io.recloop.training.TestDatabase;
import io.recloop.training.TrainingStack;
import io.recloop.training.WithoutLoops;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithoutLoops.class)
@WithTestResource(TrainingStack.class)
class RunsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Inject
    TestDatabase database;

    @Inject
    Runs runs;

    @BeforeEach
    void clear() {
        database.clear();
    }

    @Test
    void aSecondJobOfAPipelineRunsWhateverTheFirstOneHasCountedTo() {
        runs.note(request("nightly", 50, NOON));
        runs.note(request("weekly", 3, NOON.plusSeconds(60)));

        assertThat(status("nightly")).isEqualTo(Run.Status.REQUESTED);
        assertThat(status("weekly")).isEqualTo(Run.Status.REQUESTED);
    }

    @Test
    void aRequestThatALaterOneOvertookIsRefused() {
        runs.note(request("new", 8, NOON));
        runs.note(request("old", 7, NOON.minusSeconds(60)));

        assertThat(status("old")).isEqualTo(Run.Status.REFUSED);
        assertThat(runs.find("default", "old").orElseThrow().run().reason()).contains("fencing token 7");
    }

    @Test
    void aRequestIsNotedOnce() {
        assertThat(runs.note(request("once", 1, NOON))).isTrue();
        assertThat(runs.note(request("once", 1, NOON))).isFalse();
    }

    private Run.Status status(String runId) {
        return runs.find("default", runId).orElseThrow().run().status();
    }

    private static RunRequested request(String runId, long token, Instant at) {
        return new RunRequested(
                "requested-" + runId,
                "default",
                at,
                runId,
                Pipeline.MODEL_TRAINING,
                "scheduler",
                "schedule",
                null,
                token,
                Map.of());
    }
}
