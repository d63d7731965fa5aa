package io.recloop.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ItemUpserted;
import io.recloop.learning.dataset.ItemText;
import io.recloop.learning.duckdb.DuckDb;
import io.recloop.training.interactions.Lake;
import io.recloop.training.interactions.LakeFixture;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void describeTwoHundredItemsAtLength() throws Exception {
        lake = new Lake(folder.resolve("lake"));
        LakeFixture.appendItems(
                lake,
                0,
                IntStream.range(0, 200)
                        .mapToObj(i -> new ItemUpserted(
                                "event-" + i,
                                "default",
                                Instant.EPOCH,
                                "i" + i,
                                "Item " + i,
                                "x".repeat(9_000),
                                List.of(),
                                null,
                                null,
                                null,
                                Map.of()))
                        .toList());
    }

    @Test
    void loadsWhatFits() throws Exception {
        assertThat(load("default", 8L << 20)).hasSize(200);
    }

    @Test
    void failsBeforeItLoadsTextsThatDoNotFit() {
        assertThatThrownBy(() -> load("default", 2L << 20))
                .isInstanceOf(CatalogueTooLargeException.class)
                .hasMessageContaining("the texts of the 200 items of tenant default need about 3 MB")
                .hasMessageContaining("recloop.training.dataset.max-text-bytes");
    }

    @Test
    void doesNotCountTheTextsOfOthers() throws Exception {
        assertThat(load("another", 2L << 20)).isEmpty();
    }

    private Map<String, ItemText> load(String tenant, long maxTextBytes) throws Exception {
        try (var duckdb = new DuckDb(folder.resolve("work"), "256MB")) {
            return Catalogue.load(duckdb, tenant, lake.snapshot(Topic.ITEMS).files(), maxTextBytes);
        }
    }
}
