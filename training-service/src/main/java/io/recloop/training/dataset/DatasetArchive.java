package io.recloop.training.dataset;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.events.EventCodec;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// Keeps datasets in the artifact store, so that a model can be rebuilt: `datasets/<version>/` with `pairs.parquet`
/// (user_row, item_row, weight, since, past_weight, held_out; rows of the two id files), `users.txt`, `items.txt`,
/// `profile.json` and `manifest.json`.
@Singleton
public final class DatasetArchive {
    private static final int FORMAT = 1;

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
        var key = "datasets/" + dataset.version();
        if (!store.list(key).isEmpty()) {
            return;
        }
        var folder = Files.createDirectories(work.resolve("dataset"));
        Files.move(work.resolve("pairs.parquet"), folder.resolve("pairs.parquet"));
        Files.write(folder.resolve("users.txt"), dataset.users(), StandardCharsets.UTF_8);
        Files.write(folder.resolve("items.txt"), dataset.items(), StandardCharsets.UTF_8);
        Files.write(folder.resolve("profile.json"), EventCodec.JSON.writeValueAsBytes(dataset.profile()));
        var hashes = new TreeMap<String, String>();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                hashes.put(String.valueOf(file.getFileName()), sha256(file));
            }
        }
        Files.write(
                folder.resolve("manifest.json"),
                EventCodec.JSON
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(new Manifest(FORMAT, dataset.description(), hashes)));
        try {
            store.put(key, folder);
        } catch (FileAlreadyExistsException e) {
            // Another run has kept the same content meanwhile.
        }
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
