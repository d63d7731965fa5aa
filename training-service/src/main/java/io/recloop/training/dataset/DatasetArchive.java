package io.recloop.training.dataset;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.events.EventCodec;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Keeps datasets in the artifact store, so that a model can be rebuilt: `datasets/<version>/` with the files of
/// [DatasetFiles] and `manifest.json`.
@Singleton
public final class DatasetArchive {
    private static final int FORMAT = 2;
    private static final String FOLDER = "datasets";
    private static final String MANIFEST = "manifest.json";

    private final ArtifactStore store;

    @Inject
    public DatasetArchive(ArtifactStore store) {
        this.store = store;
    }

    /// @param files name to SHA-256
    record Manifest(int formatVersion, Dataset.Description dataset, Map<String, String> files) {}

    /// Does nothing where the store has this content already.
    ///
    /// @param work the folder that the dataset was built in
    public void keep(Dataset dataset, Path work) throws IOException {
        if (has(dataset.version())) {
            return;
        }
        var folder = work.resolve("dataset");
        var hashes = new TreeMap<String, String>();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                hashes.put(String.valueOf(file.getFileName()), sha256(file));
            }
        }
        Files.write(
                folder.resolve(MANIFEST),
                EventCodec.JSON
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(new Manifest(FORMAT, dataset.description(), hashes)));
        try {
            store.put(key(dataset.version()), folder);
        } catch (FileAlreadyExistsException e) {
            // Another run has kept the same content meanwhile.
        }
    }

    public boolean has(String version) throws IOException {
        return !store.list(key(version)).isEmpty();
    }

    /// All versions that are kept, sorted by name.
    public List<String> versions() throws IOException {
        return store.list(FOLDER);
    }

    private static String key(String version) {
        return FOLDER + "/" + version;
    }

    private static String sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var chunk = new byte[1 << 16];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
