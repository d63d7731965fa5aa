package io.recloop.training.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.InteractionRecorded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeCounterTest {
    @TempDir
    Path folder;

    private Lake lake;
    private LakeCounter counter;

    @BeforeEach
    void fillLake() throws Exception {
        lake = new Lake(folder);
        counter = new LakeCounter(lake);
        LakeFixture.append(lake, 0, List.of(event("a", "1"), event("a", "2"), event("b", "3")));
    }

    @Test
    void countsTheEventsOfOneTenantOrOfAll() throws Exception {
        assertThat(count(Optional.of("a"))).isEqualTo(new LakeCount(2, 2));
        assertThat(count(Optional.of("b"))).isEqualTo(new LakeCount(1, 1));
        assertThat(count(Optional.empty())).isEqualTo(new LakeCount(3, 3));
    }

    @Test
    void countsAgainOnlyWhereSegmentsHaveChanged() throws Exception {
        count(Optional.empty());
        var segment = lake.snapshot(Topic.INTERACTIONS).files().getFirst();
        var bytes = Files.readAllBytes(segment);
        // To read it fails from now on.
        Files.write(segment, new byte[] {1, 2, 3});

        assertThat(count(Optional.empty())).isEqualTo(new LakeCount(3, 3));

        Files.write(segment, bytes);
        LakeFixture.append(lake, 3, List.of(event("a", "4")));
        assertThat(count(Optional.empty())).isEqualTo(new LakeCount(4, 4));
    }

    private LakeCount count(Optional<String> tenant) throws Exception {
        return counter.count(Topic.INTERACTIONS, tenant).count();
    }

    private static InteractionRecorded event(String tenant, String id) {
        return new InteractionRecorded(id, tenant, Instant.EPOCH, "u", "i", Action.LIKE, null, null, null);
    }
}
