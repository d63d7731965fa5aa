package io.recloop.training.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.FolderStore;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.ShadowAnnounced;
import io.recloop.kit.topics.NotAcknowledgedException;
import io.recloop.learning.evaluation.Verdict;
import io.recloop.training.RecordedLog;
import io.recloop.training.TestDatabase;
import io.recloop.training.TrainingStack;
import io.recloop.training.WithoutLoops;
import io.recloop.training.registry.Audit;
import io.recloop.training.registry.Judgement;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.Models;
import io.recloop.training.registry.Quality;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(WithoutLoops.class)
@WithTestResource(TrainingStack.class)
class PublicationTest {
    private static final Models.Cause CAUSE = new Models.Cause("tester", "it is better");

    @TempDir
    Path folder;

    private final RecordedLog log = new RecordedLog();
    private final Clock clock = Clock.systemUTC();
    private FolderStore store;

    @Inject
    TestDatabase database;

    @Inject
    Models models;

    @Inject
    Audit audit;

    @BeforeEach
    void openRegistry() {
        database.clear();
        store = new FolderStore(folder.resolve("store"));
    }

    @Test
    void announcesWhatItHasReadBackAndSupersedesTheFormer() throws Exception {
        var publication = publication(store, 0);
        var first = stored(publication, "als-first");
        var second = stored(publication, "als-second");

        publication.announce(first, CAUSE);
        publication.announce(second, CAUSE);

        assertThat(log.of(ModelPublished.class))
                .extracting(ModelPublished::modelId, ModelPublished::generation)
                .containsExactly(tuple("als-first", 1L), tuple("als-second", 2L));
        assertThat(status("als-first")).isEqualTo(Model.Status.SUPERSEDED);
        assertThat(status("als-second")).isEqualTo(Model.Status.PUBLISHED);
        assertThat(models.incumbent("default")).map(Model::modelId).contains("als-second");
    }

    @Test
    void aModelOnTrialIsAnnouncedAsSuchAndChangesNothingThatServes() throws Exception {
        var publication = publication(store, 0);
        publication.announce(stored(publication, "als-first"), CAUSE);
        var second = stored(publication, "als-second");

        publication.tryInShadow(second, 0.25, "is it better?");

        assertThat(log.of(ShadowAnnounced.class)).singleElement().satisfies(event -> {
            assertThat(event.modelId()).isEqualTo("als-second");
            assertThat(event.manifestSha256()).isEqualTo(second.manifestSha256());
            assertThat(event.share()).isEqualTo(0.25);
            assertThat(event.reason()).isEqualTo("is it better?");
            assertThat(event.key()).isEqualTo("default/shadow");
        });
        assertThat(models.incumbent("default")).map(Model::modelId).contains("als-first");
        assertThat(status("als-second")).isEqualTo(Model.Status.CANDIDATE);
    }

    @Test
    void aFlippedByteIsNoticedWhenReadingBackAndTheBundleIsRemoved() {
        var publication = publication(new FlippingStore(store), 0);

        assertThatThrownBy(() -> stored(publication, "als-flipped"))
                .isInstanceOf(NotVerifiedException.class)
                .hasMessageContaining("item_factors.npy has another hash");
        assertThat(folder.resolve("store/models/als-flipped")).doesNotExist();
        assertThat(log.of(ModelPublished.class)).isEmpty();
    }

    @Test
    void anAnnouncementThatABrokerDidNotTakeIsMadeLaterUnderTheSameGenerationAndEvent() throws Exception {
        var publication = publication(store, 0);
        var model = stored(publication, "als-late");
        log.breakOn(ModelPublished.class::isInstance);
        assertThatThrownBy(() -> publication.announce(model, CAUSE)).isInstanceOf(NotAcknowledgedException.class);
        assertThat(status("als-late")).isEqualTo(Model.Status.PUBLISHING);
        assertThat(models.incumbent("default")).isEmpty();

        log.breakOn(event -> false);
        publication(store, 0).heal();
        publication(store, 0).heal();

        assertThat(log.of(ModelPublished.class)).singleElement().satisfies(event -> {
            assertThat(event.generation()).isEqualTo(1);
            assertThat(event.modelId()).isEqualTo("als-late");
        });
        assertThat(status("als-late")).isEqualTo(Model.Status.PUBLISHED);
    }

    @Test
    void aModelThatWasStoredAndJudgedGoodBeforeACrashIsAnnouncedAtTheNextStart() throws Exception {
        stored(publication(store, 0), "als-orphan");

        publication(store, 0).heal();

        assertThat(log.of(ModelPublished.class))
                .extracting(ModelPublished::modelId)
                .containsExactly("als-orphan");
    }

    @Test
    void whatWasBegunBeforeIsAnnouncedBeforeWhatIsNew() throws Exception {
        var publication = publication(store, 0);
        var first = stored(publication, "als-first");
        var second = stored(publication, "als-second");
        log.breakOn(ModelPublished.class::isInstance);
        assertThatThrownBy(() -> publication.announce(first, CAUSE)).isInstanceOf(NotAcknowledgedException.class);
        log.breakOn(event -> false);

        publication.announce(second, CAUSE);

        assertThat(log.of(ModelPublished.class))
                .extracting(ModelPublished::modelId)
                .containsExactly("als-first", "als-second");
        assertThat(models.incumbent("default")).map(Model::modelId).contains("als-second");
    }

    @Test
    void aGenerationIsAboveEveryOneThatTheTopicHolds() throws Exception {
        var publication = publication(store, 41);

        assertThat(publication
                        .announce(stored(publication, "als-restored"), CAUSE)
                        .generation())
                .isEqualTo(42);
    }

    @Test
    void theTrailTellsWhoDidWhatToAModelAndWhy() throws Exception {
        var publication = publication(store, 0);
        publication.announce(stored(publication, "als-first"), CAUSE);
        publication.announce(stored(publication, "als-second"), new Models.Cause("somebody", "I prefer it"));

        assertThat(audit.of("default", "als-first"))
                .extracting(Audit.Entry::who, Audit.Entry::what, Audit.Entry::status, Audit.Entry::why)
                .containsExactly(
                        tuple("tester", "trained", Model.Status.CANDIDATE, "trained"),
                        tuple("tester", "announcement begun as generation 1", Model.Status.PUBLISHING, "it is better"),
                        tuple("tester", "announced as generation 1", Model.Status.PUBLISHED, "it is better"),
                        tuple("somebody", "superseded by als-second", Model.Status.SUPERSEDED, "I prefer it"));
        assertThat(audit.of("another", "als-first")).isEmpty();
    }

    @Test
    void aBundleWithoutARowIsAdoptedAndNotAnnounced() throws Exception {
        var publication = publication(store, 0);
        store(publication, "als-lost");

        publication.heal();
        publication.heal();

        assertThat(log.of(ModelPublished.class)).isEmpty();
        var adopted = models.find("default", "als-lost").orElseThrow();
        assertThat(adopted.status()).isEqualTo(Model.Status.ADOPTED);
        assertThat(audit.of("default", "als-lost")).singleElement().satisfies(entry -> assertThat(entry.what())
                .isEqualTo("adopted from the store"));
        publication.readBack("als-lost", adopted.manifestSha256(), folder.resolve("back"));
        assertThat(publication.announce(adopted, CAUSE).generation()).isEqualTo(1);
    }

    @Test
    void aBundleWithoutARowThatCannotBeReadWellIsPutAsideAndNotDeleted() throws Exception {
        var publication = publication(store, 0);
        store(publication, "als-broken");
        var file = folder.resolve("store/models/als-broken/item_factors.npy");
        Files.write(file, new byte[] {1, 2, 3});

        publication.heal();

        assertThat(store.list("models")).isEmpty();
        assertThat(store.list("quarantine")).containsExactly("als-broken");
        assertThat(folder.resolve("store/quarantine/als-broken/item_factors.npy"))
                .hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(models.find("default", "als-broken")).isEmpty();
    }

    private Publication publication(ArtifactStore artifacts, long floor) {
        return new Publication(artifacts, models, log, tenant -> floor, clock);
    }

    private Model.Status status(String modelId) {
        return models.find("default", modelId).orElseThrow().status();
    }

    private Publication.Stored store(Publication publication, String id) throws Exception {
        return publication.store(
                SmallBundle.description(id),
                SmallBundle.content(),
                Files.createDirectories(folder.resolve("work-" + id)));
    }

    private Model stored(Publication publication, String id) throws Exception {
        var kept = store(publication, id);
        var model = new Model(
                id,
                "default",
                Model.Status.CANDIDATE,
                "als",
                "run-" + id,
                "ds-1",
                Instant.EPOCH,
                null,
                "test",
                null,
                Map.of(),
                new Quality(Map.of("ndcg@10", 0.5), Map.of("ndcg@10", 0.1), null),
                new Judgement(Verdict.PASSED, "passed", "slice", false, false, List.of()),
                kept.uri(),
                kept.manifestSha256(),
                clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MICROS),
                "tester",
                "trained");
        models.add(model, "trained");
        return model;
    }
}
