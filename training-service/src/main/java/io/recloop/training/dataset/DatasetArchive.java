package io.recloop.training.dataset;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.events.EventCodec;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.dataset.DatasetFiles;
import io.recloop.learning.duckdb.DuckDb;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Keeps datasets in the artifact store, so that a model can be rebuilt: `datasets/<version>/` with the files of
/// [DatasetFiles] and `manifest.json`, which is beside it in `dataset-manifests/<version>/` once more, for who wants to
/// look at it alone.
@Singleton
public final class DatasetArchive {
    private static final String FOLDER = "datasets";
    private static final String MANIFESTS = "dataset-manifests";
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
                        .writeValueAsBytes(new Manifest(DatasetFiles.FORMAT, dataset.description(), hashes)));
        keepManifest(folder.resolve(MANIFEST), dataset.version(), work);
        try {
            store.put(key(dataset.version()), folder);
        } catch (FileAlreadyExistsException e) {
            // Another run has kept the same content meanwhile.
        }
    }

    private void keepManifest(Path manifest, String version, Path work) throws IOException {
        var folder = Files.createDirectories(work.resolve(MANIFESTS));
        Files.copy(manifest, folder.resolve(MANIFEST), StandardCopyOption.REPLACE_EXISTING);
        try {
            store.put(MANIFESTS + "/" + version, folder);
        } catch (FileAlreadyExistsException e) {
            // A run that was killed before it kept the dataset left it.
        }
    }

    public boolean has(String version) throws IOException {
        return !store.list(key(version)).isEmpty();
    }

    /// What the manifest of a kept dataset says; empty where there is none that this release reads.
    public Optional<Dataset.Description> description(String version) throws IOException {
        if (!has(version)) {
            return Optional.empty();
        }
        var folder = Files.createTempDirectory("dataset-");
        try {
            store.fetch(MANIFESTS + "/" + version, folder);
            return Optional.of(manifest(folder))
                    .filter(manifest -> manifest.formatVersion() == DatasetFiles.FORMAT)
                    .map(Manifest::dataset);
        } finally {
            DuckDb.remove(folder);
        }
    }

    /// Reads a kept dataset.
    ///
    /// @param work an existing folder
    /// @throws IOException where there is none, or its content is not what its version says
    public Dataset load(String version, Path work) throws IOException {
        var folder = work.resolve(version);
        store.fetch(key(version), folder);
        var manifest = manifest(folder);
        if (manifest.formatVersion() != DatasetFiles.FORMAT) {
            throw new IOException("dataset %s has format %d, this release reads %d: refresh again"
                    .formatted(version, manifest.formatVersion(), DatasetFiles.FORMAT));
        }
        try (var duckdb = new DuckDb(work.resolve("load"), DuckDb.defaultMemory())) {
            var content = new DatasetFiles(folder).read(duckdb);
            if (!content.version().equals(version)) {
                throw new IOException(
                        "dataset %s is damaged: its content is that of %s".formatted(version, content.version()));
            }
            return content.described(manifest.dataset());
        } catch (SQLException e) {
            throw new IOException("dataset %s cannot be read: %s".formatted(version, e.getMessage()), e);
        } finally {
            DuckDb.remove(work.resolve("load"));
        }
    }

    private static Manifest manifest(Path folder) throws IOException {
        return EventCodec.JSON.readValue(folder.resolve(MANIFEST).toFile(), Manifest.class);
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
