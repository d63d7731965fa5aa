package io.recloop.training.embeddings;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.contracts.bundle.NpyFile;
import io.recloop.contracts.events.EventCodec;
import io.recloop.learning.text.TextEncoder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One tenant's vectors of one encoder in the artifact store: `embeddings/<tenant>/<encoder>/<number>/` with
/// `vectors.npy` and `manifest.json`, the highest number being valid. A new number is complete or not there at all;
/// only then the former is deleted.
final class KeptEmbeddings {
    private static final System.Logger LOG = System.getLogger(KeptEmbeddings.class.getName());
    private static final int FORMAT = 1;
    private static final String VECTORS = "vectors.npy";
    private static final String MANIFEST = "manifest.json";

    private final ArtifactStore store;
    private final TextEncoder encoder;
    private final String key;

    KeptEmbeddings(ArtifactStore store, String tenant, TextEncoder encoder) {
        this.store = store;
        this.encoder = encoder;
        this.key = "embeddings/%s/%s".formatted(tenant, hash(encoder.name()).substring(0, 16));
    }

    /// @param text SHA-256 of it
    record Entry(String item, String text, Instant encodedAt) {}

    /// @param entries in the order of the rows
    /// @param sha256  of the vectors' file
    record Manifest(
            int formatVersion,
            String encoder,
            int dimensions,
            List<Entry> entries,
            NearDuplicates duplicates,
            String sha256) {}

    /// Vectors and what they are of.
    static final class Content {
        private final List<Entry> entries;
        private final float[] vectors;
        private final NearDuplicates duplicates;
        private final Map<String, Integer> rows = new HashMap<>();

        Content(List<Entry> entries, float[] vectors, NearDuplicates duplicates) {
            this.entries = List.copyOf(entries);
            this.vectors = vectors;
            this.duplicates = duplicates;
            for (int row = 0; row < entries.size(); row++) {
                rows.put(entries.get(row).item(), row);
            }
        }

        List<Entry> entries() {
            return entries;
        }

        float[] vectors() {
            return vectors;
        }

        NearDuplicates duplicates() {
            return duplicates;
        }

        /// The row of an item where its text is this one, or −1.
        int row(String item, String textHash) {
            var row = rows.get(item);
            return row != null && entries.get(row).text().equals(textHash) ? row : -1;
        }
    }

    /// The newest; empty where there is none that can be read, which costs encoding again.
    ///
    /// @param work an existing folder
    Optional<Content> load(Path work) throws IOException {
        var numbers = store.list(key);
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        var folder = Files.createTempDirectory(work, "embeddings-");
        try {
            store.fetch(key + "/" + numbers.getLast(), folder);
            return Optional.of(read(folder));
        } catch (IOException | CorruptBundleException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Encoding all items again, the kept vectors {0}/{1} cannot be read: {2}",
                    key,
                    numbers.getLast(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    void replace(Content content, Path work) throws IOException {
        var former = store.list(key);
        var folder = Files.createTempDirectory(work, "embeddings-");
        var vectors = folder.resolve(VECTORS);
        NpyFile.write(vectors, content.vectors(), encoder.dimensions());
        var manifest = new Manifest(
                FORMAT, encoder.name(), encoder.dimensions(), content.entries(), content.duplicates(), hash(vectors));
        Files.write(folder.resolve(MANIFEST), EventCodec.JSON.writeValueAsBytes(manifest));
        long next = former.isEmpty() ? 1 : Long.parseLong(former.getLast()) + 1;
        store.put("%s/%010d".formatted(key, next), folder);
        for (var number : former) {
            store.delete(key + "/" + number);
        }
    }

    private Content read(Path folder) throws IOException, CorruptBundleException {
        var manifest = EventCodec.JSON.readValue(Files.readAllBytes(folder.resolve(MANIFEST)), Manifest.class);
        if (manifest.formatVersion() != FORMAT
                || !manifest.encoder().equals(encoder.name())
                || manifest.dimensions() != encoder.dimensions()) {
            throw new IOException("they are of format %d, encoder %s with %d dimensions"
                    .formatted(manifest.formatVersion(), manifest.encoder(), manifest.dimensions()));
        }
        if (!hash(folder.resolve(VECTORS)).equals(manifest.sha256())) {
            throw new IOException("the vectors are not those of the manifest");
        }
        try (var arena = Arena.ofConfined()) {
            var vectors = NpyFile.map(folder.resolve(VECTORS), arena).floats();
            if (vectors.length != (long) manifest.entries().size() * encoder.dimensions()) {
                throw new IOException("%d values for %d items"
                        .formatted(vectors.length, manifest.entries().size()));
            }
            return new Content(manifest.entries(), vectors, manifest.duplicates());
        }
    }

    static String hash(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hash(Path file) throws IOException {
        return HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(file)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
