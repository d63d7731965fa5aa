package io.recloop.training.embeddings;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.learning.dataset.ItemText;
import io.recloop.learning.engine.ItemContent;
import io.recloop.learning.text.EncoderException;
import io.recloop.learning.text.EncodingProgress;
import io.recloop.learning.text.ItemDocument;
import io.recloop.learning.text.TextEncoder;
import io.recloop.training.embeddings.KeptEmbeddings.Content;
import io.recloop.training.embeddings.KeptEmbeddings.Entry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The vectors of the items of all tenants by one encoder, kept so that only what has changed is encoded. One refresh
/// of a tenant at a time; another encoder begins again.
@Singleton
public final class ItemEmbeddings {
    private final ArtifactStore store;
    private final TextEncoder encoder;
    private final Clock clock;

    @Inject
    ItemEmbeddings(ArtifactStore store, EmbeddingsConfig config, Clock clock) {
        this(store, Encoders.of(config), clock);
    }

    public ItemEmbeddings(ArtifactStore store, TextEncoder encoder, Clock clock) {
        this.store = store;
        this.encoder = encoder;
        this.clock = clock;
    }

    /// Brings what is kept up to date with the texts, and looks for near-duplicates where anything changed.
    ///
    /// @param texts of all items there are, by id
    /// @param work  an existing folder
    /// @throws EncoderException where the encoder cannot do it; what is kept is then as it was
    public EmbeddingReport refresh(
            String tenant, Map<String, ItemText> texts, RefreshOptions options, EncodingProgress progress, Path work)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        var now = clock.instant();
        var kept = new KeptEmbeddings(store, tenant, encoder);
        var former = kept.load(work).orElse(null);
        var plan = new Plan(new TreeMap<>(texts), former, options.force() ? null : now.minus(options.maxAge()));
        int removed = former == null ? 0 : former.entries().size() - plan.known(former);
        if (plan.changed.isEmpty() && removed == 0 && former != null) {
            return report(plan, removed, former.duplicates(), start, unchanged(former, options));
        }
        var vectors = plan.vectors(encoder, progress);
        var duplicates = NearDuplicates.of(
                plan.items, vectors, encoder.dimensions(), options.similarity(), options.mostDuplicates());
        kept.replace(new Content(plan.entries(now), vectors, duplicates), work);
        return report(plan, removed, duplicates, start, null);
    }

    /// What a trainer takes: kept vectors where the text is the one that they were made of, new ones elsewhere. Keeps
    /// nothing.
    ///
    /// @param items ids of the rows
    /// @param texts of the rows; empty where nothing is said
    /// @param work  an existing folder
    /// @throws EncoderException where the encoder cannot do it
    public ItemContent content(
            String tenant, List<String> items, List<Optional<ItemText>> texts, EncodingProgress progress, Path work)
            throws IOException, InterruptedException {
        if (items.size() != texts.size()) {
            throw new IllegalArgumentException("%d items, %d texts".formatted(items.size(), texts.size()));
        }
        var said = new TreeMap<String, ItemText>();
        for (int row = 0; row < items.size(); row++) {
            var id = items.get(row);
            texts.get(row).ifPresent(text -> said.put(id, text));
        }
        var former = new KeptEmbeddings(store, tenant, encoder).load(work).orElse(null);
        var plan = new Plan(said, former, Instant.MIN);
        var vectors = plan.vectors(encoder, progress);
        int dimensions = encoder.dimensions();
        var rows = new float[Math.multiplyExact(items.size(), dimensions)];
        var place = new TreeMap<String, Integer>();
        for (int i = 0; i < plan.items.size(); i++) {
            place.put(plan.items.get(i), i);
        }
        for (int row = 0; row < items.size(); row++) {
            var at = place.get(items.get(row));
            if (at != null) {
                System.arraycopy(vectors, at * dimensions, rows, row * dimensions, dimensions);
            }
        }
        return new ItemContent(items.size(), dimensions, rows);
    }

    private EmbeddingReport report(
            Plan plan, int removed, NearDuplicates duplicates, long start, @Nullable String skippedBecause) {
        return new EmbeddingReport(
                encoder.name(),
                encoder.dimensions(),
                plan.items.size(),
                plan.changed.size(),
                plan.items.size() - plan.changed.size(),
                removed,
                duplicates,
                (System.nanoTime() - start) / 1e9,
                skippedBecause);
    }

    private static String unchanged(Content former, RefreshOptions options) {
        return former.entries().isEmpty()
                ? "there are no items"
                : "no text has changed, and the vectors of all %d items are younger than %d days"
                        .formatted(former.entries().size(), options.maxAge().toDays());
    }

    /// Which items keep their vector, and which are encoded.
    private static final class Plan {
        private final List<String> items;
        private final List<String> documents;
        private final List<String> hashes;
        private final @Nullable Content former;
        private final int[] rows;
        private final List<Integer> changed = new ArrayList<>();

        /// @param madeAfter a vector that is older is made again; null: all are
        Plan(TreeMap<String, ItemText> texts, @Nullable Content former, @Nullable Instant madeAfter) {
            this.items = List.copyOf(texts.keySet());
            this.documents = texts.values().stream().map(ItemDocument::of).toList();
            this.hashes = documents.stream().map(KeptEmbeddings::hash).toList();
            this.former = former;
            this.rows = new int[items.size()];
            for (int i = 0; i < items.size(); i++) {
                int row = former == null ? -1 : former.row(items.get(i), hashes.get(i));
                boolean reusable = former != null
                        && row >= 0
                        && madeAfter != null
                        && former.entries().get(row).encodedAt().isAfter(madeAfter);
                rows[i] = reusable ? row : -1;
                if (!reusable) {
                    changed.add(i);
                }
            }
        }

        /// How many of the kept items are still there.
        int known(Content kept) {
            var there = new HashSet<>(items);
            return (int) kept.entries().stream()
                    .filter(entry -> there.contains(entry.item()))
                    .count();
        }

        float[] vectors(TextEncoder encoder, EncodingProgress progress) throws InterruptedException {
            int dimensions = encoder.dimensions();
            var vectors = new float[Math.multiplyExact(items.size(), dimensions)];
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] >= 0 && former != null) {
                    System.arraycopy(former.vectors(), rows[i] * dimensions, vectors, i * dimensions, dimensions);
                }
            }
            var fresh = encoder.encode(changed.stream().map(documents::get).toList(), progress);
            for (int i = 0; i < changed.size(); i++) {
                System.arraycopy(fresh, i * dimensions, vectors, changed.get(i) * dimensions, dimensions);
            }
            return vectors;
        }

        List<Entry> entries(Instant now) {
            var entries = new ArrayList<Entry>(items.size());
            for (int i = 0; i < items.size(); i++) {
                var encodedAt = rows[i] >= 0 && former != null
                        ? former.entries().get(rows[i]).encodedAt()
                        : now;
                entries.add(new Entry(items.get(i), hashes.get(i), encodedAt));
            }
            return entries;
        }
    }
}
