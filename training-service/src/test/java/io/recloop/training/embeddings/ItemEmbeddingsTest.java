package io.recloop.training.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.contracts.bundle.FolderStore;
import io.recloop.learning.dataset.ItemText;
import io.recloop.learning.text.EncoderException;
import io.recloop.learning.text.EncodingProgress;
import io.recloop.learning.text.HashedNgrams;
import io.recloop.learning.text.ItemDocument;
import io.recloop.learning.text.TextEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemEmbeddingsTest {
    private static final Instant MONDAY = Instant.parse("2026-11-16T08:00:00Z");

    @TempDir
    Path folder;

    private final Map<String, ItemText> texts = new HashMap<>(Map.of(
            "a", text("Red lipstick", "Matte and long lasting"),
            "b", text("Running shoes", "A light sole for the road"),
            "c", text("Green tea", "Loose leaves from Thai Nguyen")));
    private FolderStore store;
    private Path work;

    @BeforeEach
    void folders() throws IOException {
        store = new FolderStore(folder.resolve("store"));
        work = Files.createDirectory(folder.resolve("work"));
    }

    @Test
    void encodesAllAtFirstAndNothingWhileFreshAndUnchanged() throws Exception {
        var first = refresh(new Counting(), MONDAY, false);
        var second = refresh(new Counting(), MONDAY.plus(Duration.ofDays(6)), false);

        assertThat(first.encoded()).isEqualTo(3);
        assertThat(first.skippedBecause()).isNull();
        assertThat(second.encoded()).isZero();
        assertThat(second.reused()).isEqualTo(3);
        assertThat(second.skippedBecause())
                .isEqualTo("no text has changed, and the vectors of all 3 items are younger than 7 days");
    }

    @Test
    void onlyChangedAndNewItemsAreEncodedAgainAndGoneOnesForgotten() throws Exception {
        refresh(new Counting(), MONDAY, false);
        texts.put("a", text("Red lipstick", "Now glossy"));
        texts.put("d", text("Sun hat", "Straw"));
        texts.remove("c");
        var encoder = new Counting();

        var report = refresh(encoder, MONDAY.plusSeconds(60), false);

        assertThat(encoder.seen).containsExactly("Red lipstick [SEP] Now glossy [SEP]", "Sun hat [SEP] Straw [SEP]");
        assertThat(List.of(report.encoded(), report.reused(), report.removed())).containsExactly(2, 1, 1);
    }

    @Test
    void forceAndAgeEncodeAllAgain() throws Exception {
        refresh(new Counting(), MONDAY, false);

        assertThat(refresh(new Counting(), MONDAY, true).encoded()).isEqualTo(3);
        assertThat(refresh(new Counting(), MONDAY.plus(Duration.ofDays(7)), false)
                        .encoded())
                .isEqualTo(3);
    }

    @Test
    void anotherEncoderBeginsAnew() throws Exception {
        refresh(new Counting(), MONDAY, false);

        var report = new ItemEmbeddings(store, new HashedNgrams(128), at(MONDAY))
                .refresh("shop", texts, RefreshOptions.defaults(), EncodingProgress.SILENT, work);

        assertThat(report.encoded()).isEqualTo(3);
    }

    @Test
    void whatCannotBeReadIsEncodedAgain() throws Exception {
        refresh(new Counting(), MONDAY, false);
        Path vectors;
        try (var files = Files.walk(folder.resolve("store"))) {
            vectors = files.filter(file -> file.endsWith("vectors.npy"))
                    .findFirst()
                    .orElseThrow();
        }
        var bytes = Files.readAllBytes(vectors);
        bytes[bytes.length - 1] ^= 1;
        Files.write(vectors, bytes);

        assertThat(refresh(new Counting(), MONDAY, false).encoded()).isEqualTo(3);
        assertThat(refresh(new Counting(), MONDAY, false).encoded()).isZero();
    }

    @Test
    void anEncoderThatFailsLeavesWhatIsKept() throws Exception {
        refresh(new Counting(), MONDAY, false);
        texts.put("d", text("Sun hat", "Straw"));
        var failing = new Counting();
        failing.failure = new EncoderException("out of order");

        assertThatThrownBy(() -> refresh(failing, MONDAY, false)).hasMessage("out of order");

        assertThat(refresh(new Counting(), MONDAY, false).encoded()).isEqualTo(1);
    }

    @Test
    void aTrainerTakesKeptVectorsInItsOwnOrderAndZerosWhereNothingIsSaid() throws Exception {
        refresh(new Counting(), MONDAY, false);
        var encoder = new Counting();

        var content = new ItemEmbeddings(store, encoder, at(MONDAY))
                .content(
                        "shop",
                        List.of("x", "b", "a"),
                        List.of(Optional.empty(), Optional.of(texts.get("b")), Optional.of(texts.get("a"))),
                        EncodingProgress.SILENT,
                        work);

        assertThat(encoder.seen).isEmpty();
        var expected = new HashedNgrams(64)
                .encode(
                        List.of("", ItemDocument.of(texts.get("b")), ItemDocument.of(texts.get("a"))),
                        EncodingProgress.SILENT);
        assertThat(content.embeddings()).isEqualTo(expected);
    }

    @Test
    void nearDuplicatesAreToldAsPairsAndGroupsAlsoWhenNothingIsToBeDone() throws Exception {
        texts.put("b2", text("Running shoes", "A light sole for the road"));
        texts.put("b3", text("Running shoes!", "A light sole for the road."));

        refresh(new Counting(), MONDAY, false);
        var duplicates = refresh(new Counting(), MONDAY, false).duplicates();

        assertThat(duplicates.pairsFound()).isEqualTo(3);
        assertThat(duplicates.pairs().getFirst().one()).isEqualTo("b");
        assertThat((double) duplicates.pairs().getFirst().similarity()).isCloseTo(1, within(1e-5));
        assertThat(duplicates.groups()).containsExactly(List.of("b", "b2", "b3"));
    }

    @Test
    void manyEqualItemsAreOneGroupAndThePairsAreBounded() throws Exception {
        for (int i = 0; i < 200; i++) {
            texts.put("same-%03d".formatted(i), text("Gift card", "Ten dollars"));
        }

        var duplicates = new ItemEmbeddings(store, new Counting(), at(MONDAY))
                .refresh(
                        "shop",
                        texts,
                        new RefreshOptions(false, Duration.ofDays(7), 0.97, 10),
                        EncodingProgress.SILENT,
                        work)
                .duplicates();

        assertThat(duplicates.pairs()).hasSize(10);
        assertThat(duplicates.pairsFound()).isGreaterThan(10);
        assertThat(duplicates.groups()).singleElement().satisfies(group -> assertThat(group)
                .hasSize(200));
    }

    @Test
    void anEmptyCatalogueIsNoMistake() throws Exception {
        texts.clear();

        assertThat(refresh(new Counting(), MONDAY, false).items()).isZero();
        assertThat(refresh(new Counting(), MONDAY, false).skippedBecause()).isEqualTo("there are no items");
    }

    private EmbeddingReport refresh(TextEncoder encoder, Instant now, boolean force) throws Exception {
        return new ItemEmbeddings(store, encoder, at(now))
                .refresh("shop", texts, RefreshOptions.defaults().withForce(force), EncodingProgress.SILENT, work);
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static ItemText text(String name, String description) {
        return new ItemText(name, description, null, List.of(), Map.of());
    }

    /// Remembers what it was asked to encode.
    private static final class Counting implements TextEncoder {
        private final HashedNgrams ngrams = new HashedNgrams(64);
        private final List<String> seen = new ArrayList<>();
        private EncoderException failure;

        @Override
        public String name() {
            return ngrams.name();
        }

        @Override
        public int dimensions() {
            return ngrams.dimensions();
        }

        @Override
        public float[] encode(List<String> texts, EncodingProgress progress) throws InterruptedException {
            if (failure != null) {
                throw failure;
            }
            seen.addAll(texts);
            return ngrams.encode(texts, progress);
        }
    }
}
