package io.recloop.contracts.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Changes manifests, so that what follows after their checks is seen.
final class Manifests {
    private Manifests() {}

    static void rewrite(Path bundle, Consumer<ObjectNode> change) throws IOException {
        var file = bundle.resolve("manifest.json");
        var manifest = (ObjectNode) EventCodec.JSON.readTree(file.toFile());
        change.accept(manifest);
        Files.write(file, EventCodec.JSON.writeValueAsBytes(manifest));
    }

    /// Makes the manifest agree with a file that was changed.
    static void vouchFor(Path bundle, String name) throws IOException {
        var entry = BundleFormat.entry(bundle.resolve(name));
        rewrite(bundle, manifest -> ((ObjectNode) manifest.get("files").get(name))
                .put("bytes", entry.bytes())
                .put("sha256", entry.sha256()));
    }
}
