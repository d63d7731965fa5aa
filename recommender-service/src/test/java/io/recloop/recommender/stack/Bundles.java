package io.recloop.recommender.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/// Damages bundles.
public final class Bundles {
    private Bundles() {}

    public static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /// Changes the manifest.
    ///
    /// @return its new hash
    public static String rewrite(Path bundle, Consumer<ObjectNode> change) throws IOException {
        var file = bundle.resolve("manifest.json");
        var manifest = (ObjectNode) EventCodec.JSON.readTree(file.toFile());
        change.accept(manifest);
        Files.write(file, EventCodec.JSON.writeValueAsBytes(manifest));
        return sha256(file);
    }

    /// Makes the manifest agree with a file that was changed.
    ///
    /// @return the manifest's new hash
    public static String vouchFor(Path bundle, String name) throws IOException {
        var hash = sha256(bundle.resolve(name));
        long bytes = Files.size(bundle.resolve(name));
        return rewrite(bundle, manifest -> ((ObjectNode) manifest.get("files").get(name))
                .put("sha256", hash)
                .put("bytes", bytes));
    }
}
