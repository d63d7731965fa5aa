package io.recloop.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.FolderStore;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.ItemUpserted;
import io.recloop.learning.dataset.DatasetCounts;
import io.recloop.learning.text.LexiconClassifier;
import io.recloop.training.Configured;
import io.recloop.training.PlantedShop;
import io.recloop.training.dataset.RefreshPlan.Mode;
import io.recloop.training.interactions.Lake;
import io.recloop.training.interactions.LakeFixture;
import io.recloop.training.interactions.LakeMerge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetRefreshTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-04-01T00:00:00Z"), ZoneOffset.UTC);
    private static final DatasetConfig DEFAULTS = Configured.of(DatasetConfig.class);

    @TempDir
    Path folder;

    private final PlantedShop shop = new PlantedShop(3, BEGIN);
    private final AtomicInteger merges = new AtomicInteger();
    private ArtifactStore store;
    private Lake lake;
    private long next;
    private int works;

    @BeforeEach
    void open() throws Exception {
        store = new FolderStore(folder.resolve("store"));
        lake = new Lake(folder.resolve("lake"));
        append(shop.likes(4));
    }

    @Test
    void readsEverythingTheFirstTimeAndNothingWhereNothingIsNew() throws Exception {
        var first = refresh();
        var second = refresh();

        assertThat(first.plan().mode()).isEqualTo(Mode.FULL);
        assertThat(first.plan().reason()).contains("no refresh before");
        assertThat(first.sameAsFormer()).isFalse();
        assertThat(second.plan().mode()).isEqualTo(Mode.NOTHING);
        assertThat(second.version()).isEqualTo(first.version());
        assertThat(second.sameAsFormer()).isTrue();
        assertThat(second.description()).isEqualTo(first.description());
        assertThat(store.list("datasets")).containsExactly(first.version().orElseThrow());
    }

    @Test
    void addingAFewGivesWhatReadingEverythingGives() throws Exception {
        refresh();
        // A new user, a new item, both before all others in the order of ids, and an event that is there already.
        append(List.of(
                did("add-1", "a-new-user", "a-new-item", 90_000),
                did("add-2", "a-new-user", "item-3", 90_001),
                did("add-3", "u7", "a-new-item", 90_002)));
        append(new PlantedShop(3, BEGIN).likes(1).subList(0, 40));

        var incremental = refresh();
        var everything = fresh(store("other")).refresh(request(), work());

        assertThat(incremental.plan().mode()).isEqualTo(Mode.INCREMENTAL);
        assertThat(incremental.plan().fallback()).isFalse();
        assertThat(incremental.plan().newInteractions()).isEqualTo(43);
        assertThat(incremental.version()).isEqualTo(everything.version());
        assertThat(counts(incremental).duplicates()).isEqualTo(40);
        assertThat(counts(incremental).records()).isEqualTo(counts(everything).records());
        assertThat(counts(incremental).newlyTrainable()).isEqualTo(1);
        assertThat(counts(everything).newlyTrainable())
                .isEqualTo(counts(everything).trainableUsers());
    }

    @Test
    void addsAgainToWhatWasAddedTo() throws Exception {
        refresh();
        append(List.of(did("add-1", "u1", "zzz", 90_000)));
        refresh();
        append(List.of(did("add-2", "u2", "zzz", 90_001)));

        var third = refresh();

        assertThat(third.plan().mode()).isEqualTo(Mode.INCREMENTAL);
        assertThat(third.version())
                .isEqualTo(fresh(store("other")).refresh(request(), work()).version());
        assertThat(store.list("refreshes/default")).containsExactly("00000003");
        assertThat(store.list("refresh-events/default")).containsExactly("00000003");
        assertThat(store.list("datasets")).hasSize(3);
    }

    @Test
    void aHundredNewOnesAreReadWithAllOthers() throws Exception {
        refresh();
        append(shop.likes(1).subList(0, 100));

        var report = refresh();

        assertThat(report.plan().mode()).isEqualTo(Mode.FULL);
        assertThat(report.plan().fallback()).isFalse();
        assertThat(report.plan().reason()).contains("100 interactions are new");
    }

    @Test
    void aRefreshThatCannotAddReadsEverythingAndSaysWhy() throws Exception {
        refresh();
        var copied = new PlantedShop(3, BEGIN).likes(1).getFirst();
        append(List.of(new InteractionRecorded(
                copied.eventId(),
                copied.tenant(),
                BEGIN.minusSeconds(60),
                copied.user(),
                copied.item(),
                Action.LIKE,
                null,
                null,
                null)));

        var report = refresh();

        assertThat(report.plan().mode()).isEqualTo(Mode.FULL);
        assertThat(report.plan().fallback()).isTrue();
        assertThat(report.plan().reason()).contains("an earlier copy");
        assertThat(report.version())
                .isEqualTo(fresh(store("other")).refresh(request(), work()).version());
    }

    @Test
    void aTopicThatBeganAnewIsReadWithAllThatWasBefore() throws Exception {
        refresh();
        LakeFixture.append(lake, "another-topic", 0, List.of(did("new-life", "u1", "zzz", 90_000)));

        var report = refresh();

        assertThat(report.plan().fallback()).isTrue();
        assertThat(report.plan().reason()).contains("the topic began anew");
        assertThat(counts(report).events()).isEqualTo(next + 1);
    }

    @Test
    void eventsThatAreGoneFromTheStoreAreReadAgain() throws Exception {
        refresh();
        store.delete("refresh-events/default/00000001");
        append(List.of(did("add-1", "u1", "zzz", 90_000)));

        var report = refresh();

        assertThat(report.plan().fallback()).isTrue();
        assertThat(report.plan().reason()).contains("gone from the store");
    }

    @Test
    void forceMakesItAgainAndForceFullReadsEverything() throws Exception {
        var first = refresh();

        var forced = refresh(RefreshOption.FORCE);
        var full = refresh(RefreshOption.FORCE_FULL);

        assertThat(forced.plan().mode()).isEqualTo(Mode.INCREMENTAL);
        assertThat(forced.plan().newInteractions()).isZero();
        assertThat(full.plan().mode()).isEqualTo(Mode.FULL);
        assertThat(forced.version()).isEqualTo(first.version());
        assertThat(full.version()).isEqualTo(first.version());
        assertThat(full.sameAsFormer()).isTrue();
    }

    @Test
    void aDryRunSaysWhatWouldBeDoneAndWritesNothing() throws Exception {
        var dry = refresh(RefreshOption.DRY_RUN);

        assertThat(dry.plan().mode()).isEqualTo(Mode.FULL);
        assertThat(dry.plan().dryRun()).isTrue();
        assertThat(dry.plan().newInteractions()).isEqualTo(next);
        assertThat(dry.version()).isEmpty();
        assertThat(store.list("datasets")).isEmpty();
        assertThat(store.list("refreshes/default")).isEmpty();
        assertThat(merges).hasValue(0);
    }

    @Test
    void smallSegmentsAreMergedFirstUnlessThatIsToBeSkipped() throws Exception {
        refresh(RefreshOption.SKIP_MERGE);
        assertThat(merges).hasValue(0);

        refresh();
        assertThat(merges).hasValue(1);
    }

    @Test
    void anotherSliceOrRecipeIsComputedFromTheSameEvents() throws Exception {
        refresh();
        var slice = new DatasetBuilder.Request("default", Optional.of(BEGIN.plusSeconds(900)), 1);
        var other = refreshing(store, DEFAULTS).refresh(DatasetRefresh.Request.of(slice), work());
        var byTime = Configured.of(DatasetConfig.class, Map.of("recloop.training.dataset.split", "time"));
        var third = refreshing(store, byTime).refresh(DatasetRefresh.Request.of(slice), work());

        assertThat(other.plan().mode()).isEqualTo(Mode.INCREMENTAL);
        assertThat(third.plan().mode()).isEqualTo(Mode.INCREMENTAL);
        assertThat(third.description().orElseThrow().slice().begins()).isAfter(BEGIN.plusSeconds(900));
    }

    @Test
    void aChangedCatalogueIsNew() throws Exception {
        var first = refresh();
        LakeFixture.appendItems(lake, 0, List.of(item("brand-new", "A new cream")));

        var second = refresh();

        assertThat(second.plan().mode()).isEqualTo(Mode.INCREMENTAL);
        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(counts(second).unexposed()).isEqualTo(1);
        assertThat(refresh().plan().mode()).isEqualTo(Mode.NOTHING);
    }

    @Test
    void whatIsReadBackIsWhatWasBuilt() throws Exception {
        LakeFixture.appendItems(lake, 0, List.of(item("brand-new", "A new cream")));
        var built = refresh().dataset().orElseThrow();

        var read = refreshing(store, DEFAULTS).take(request(), work());

        assertThat(read.version()).isEqualTo(built.version());
        assertThat(read.users()).isEqualTo(built.users());
        assertThat(read.items()).isEqualTo(built.items());
        assertThat(read.itemTexts()).isEqualTo(built.itemTexts());
        assertThat(read.positives().indices()).isEqualTo(built.positives().indices());
        assertThat(read.heldOut().indices()).isEqualTo(built.heldOut().indices());
        assertThat(read.description()).isEqualTo(built.description());
        assertThat(read.profile()).isEqualTo(built.profile());
    }

    @Test
    void aDatasetOfAnotherReleasesFormatIsMadeAgain() throws Exception {
        var version = refresh().version().orElseThrow();
        var manifest =
                folder.resolve("store/dataset-manifests").resolve(version).resolve("manifest.json");
        var text = Files.readString(manifest);
        Files.writeString(manifest, text.replace("\"formatVersion\" : 3", "\"formatVersion\" : 2"));
        assertThat(manifest).content().isNotEqualTo(text);

        assertThat(refresh().plan().mode()).isEqualTo(Mode.INCREMENTAL);
    }

    @Test
    void aDamagedDatasetIsNotRead() throws Exception {
        var version = refresh().version().orElseThrow();
        var users = folder.resolve("store/datasets").resolve(version).resolve("items.parquet");
        var other = fresh(store("other"));
        append(List.of(did("add-1", "u1", "zzz", 90_000)));
        var another = other.refresh(request(), work()).version().orElseThrow();
        Files.copy(
                folder.resolve("other/datasets").resolve(another).resolve("items.parquet"),
                users,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> refreshing(store, DEFAULTS).load(version, work()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(version);
    }

    /// As if the process were killed while, or right before, each of the things that it puts into the store.
    @Test
    void whereverARefreshIsStoppedTheStoreHoldsWholeThingsAndTheNextOneSucceeds() throws Exception {
        var before = refresh();
        append(List.of(did("add-1", "u1", "zzz", 90_000)));
        var expected = fresh(store("other")).refresh(request(), work()).version();
        int stopped = 0;
        for (int puts = 0; ; puts++) {
            var breaking = new BreakingStore(store, puts);
            try {
                assertThat(refreshing(breaking, DEFAULTS)
                                .refresh(request(), work())
                                .version())
                        .isEqualTo(expected);
                break;
            } catch (IOException e) {
                stopped++;
                for (var version : store.list("datasets")) {
                    assertThat(new DatasetArchive(store).load(version, work()).version())
                            .isEqualTo(version);
                }
                assertThat(new RefreshJournal(store)
                                .last("default", work())
                                .orElseThrow()
                                .entry()
                                .version())
                        .isEqualTo(before.version().orElseThrow());
            }
        }
        assertThat(stopped).isPositive();
        assertThat(refresh().plan().mode()).isEqualTo(Mode.NOTHING);
    }

    /// Passes a number of puts on, and fails.
    private static final class BreakingStore implements ArtifactStore {
        private final ArtifactStore store;
        private int left;

        BreakingStore(ArtifactStore store, int left) {
            this.store = store;
            this.left = left;
        }

        @Override
        public String put(String key, Path folder) throws IOException {
            if (left-- == 0) {
                throw new IOException("killed");
            }
            return store.put(key, folder);
        }

        @Override
        public void fetch(String key, Path folder) throws IOException {
            store.fetch(key, folder);
        }

        @Override
        public List<String> list(String key) throws IOException {
            return store.list(key);
        }

        @Override
        public void move(String from, String to) throws IOException {
            store.move(from, to);
        }

        @Override
        public void delete(String key) throws IOException {
            store.delete(key);
        }
    }

    private static DatasetCounts counts(RefreshReport report) {
        return report.description().orElseThrow().counts();
    }

    private static InteractionRecorded did(String event, String user, String item, int second) {
        return new InteractionRecorded(
                event, "default", BEGIN.plusSeconds(second), user, item, Action.LIKE, null, null, null);
    }

    private static ItemUpserted item(String id, String name) {
        return new ItemUpserted("item-" + id, "default", BEGIN, id, name, null, List.of(), null, null, null, Map.of());
    }

    private void append(List<InteractionRecorded> events) throws Exception {
        LakeFixture.append(lake, next, events);
        next += events.size();
    }

    private static DatasetRefresh.Request request(RefreshOption... options) {
        return DatasetRefresh.Request.of(new DatasetBuilder.Request("default", Optional.empty(), 1), options);
    }

    private RefreshReport refresh(RefreshOption... options) throws Exception {
        return refreshing(store, DEFAULTS).refresh(request(options), work());
    }

    private DatasetRefresh refreshing(ArtifactStore into, DatasetConfig config) {
        LakeMerge merge = merges::incrementAndGet;
        return new DatasetRefresh(new LakeBuild(lake, config, LexiconClassifier.standard(), CLOCK), into, merge);
    }

    private DatasetRefresh fresh(ArtifactStore into) {
        return refreshing(into, DEFAULTS);
    }

    private ArtifactStore store(String name) {
        return new FolderStore(folder.resolve(name));
    }

    private Path work() throws IOException {
        return Files.createDirectories(folder.resolve("work-" + works++));
    }
}
