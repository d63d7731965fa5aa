package io.recloop.training.registry.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.events.ModelRefused;
import io.recloop.contracts.events.ReplicaAlive;
import io.recloop.training.TrainingStack;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TrainingStack.class)
class ReplicasTest {
    private static final Instant AT = Instant.parse("2026-11-21T06:00:00Z");

    @Inject
    Replicas replicas;

    @Test
    void aSignOfLifeChangesNothingOfWhatAReplicaRefused() {
        replicas.said(new ModelRefused(
                "e1", "alive", AT, "rec-1", 3, "als-new", ModelRefused.Step.CHECKSUM, "a hash differs", "als-old"));
        var before = replicas.of("alive");

        replicas.said(new ReplicaAlive("e2", "alive", AT.plusSeconds(15), "rec-1", 2, "als-old", true, AT, false));
        replicas.said(new ReplicaAlive("e3", "alive", AT.plusSeconds(15), "rec-2", 0, null, false, AT, false));

        assertThat(replicas.of("alive")).isEqualTo(before).hasSize(1);
    }
}
