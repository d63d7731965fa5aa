package io.recloop.contracts.bundle;

import static io.recloop.contracts.bundle.BundleFormat.*;

import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes a model's files into a folder; the manifest last, so that a folder without one is known to be unfinished.
public final class BundleWriter {
    private BundleWriter() {}

    /// What the manifest says beyond what follows from the content.
    public record Description(
            String modelId,
            String tenant,
            String algorithm,
            Instant createdAt,
            Map<String, Double> parameters,
            Map<String, Manifest.Metric> metrics,
            Map<String, Manifest.Metric> baseline,
            String datasetVersion,
            @Nullable String parentModelId,
            Map<String, Map<Integer, Long>> offsets,
            Instant dataThrough,
            String codeVersion) {}

    /// @param folder is created where it is absent; must be empty
    /// @return the SHA-256 of the manifest, which [BundleReader] asks for
    /// @throws IllegalArgumentException where an id has a line break, or an array has a number that is not finite
    public static String write(Path folder, Description description, ModelContent content) throws IOException {
        Files.createDirectories(folder);
        try (var present = Files.list(folder)) {
            if (present.findAny().isPresent()) {
                throw new IllegalArgumentException("the folder for a bundle must be empty");
            }
        }
        if (content.itemWeights() == null) {
            writeFloats(folder, USER_FACTORS, content.userFactors(), content.factors());
            writeFloats(folder, ITEM_FACTORS, content.itemFactors(), content.factors());
        }
        writeIds(folder.resolve(USERS), content.users());
        writeIds(folder.resolve(ITEMS), content.items());
        NpyFile.write(folder.resolve(SEEN_INDPTR), content.seen().indptr());
        NpyFile.write(folder.resolve(SEEN_INDICES), content.seen().indices());
        writeFloats(folder, SEEN_WEIGHTS, content.seen().weights(), 0);
        writeFloats(folder, ITEM_POPULARITY, content.itemPopularity(), 0);
        int format = writeAdditions(folder, content) ? NEWEST : WITHOUT_ADDITIONS;
        Files.write(folder.resolve(PROFILE), EventCodec.JSON.writeValueAsBytes(content.profile()));
        return writeManifest(folder, format, description, content);
    }

    /// @return whether there are any
    private static boolean writeAdditions(Path folder, ModelContent content) throws IOException {
        var biases = content.itemBiases();
        if (biases != null) {
            writeFloats(folder, ITEM_BIASES, biases, 0);
        }
        var weights = content.itemWeights();
        if (weights != null) {
            NpyFile.write(folder.resolve(WEIGHTS_INDPTR), weights.indptr());
            NpyFile.write(folder.resolve(WEIGHTS_INDICES), weights.indices());
            writeFloats(folder, WEIGHTS_VALUES, weights.weights(), 0);
        }
        var prior = content.contentPrior();
        if (prior != null) {
            writeFloats(folder, ITEM_EMBEDDINGS, prior.itemEmbeddings(), prior.dimensions());
            writeFloats(folder, CONTENT_MAP, prior.map(), content.factors());
        }
        return biases != null || weights != null || prior != null;
    }

    private static String writeManifest(Path folder, int format, Description d, ModelContent content)
            throws IOException {
        var files = new TreeMap<String, Manifest.FileEntry>();
        try (var written = Files.list(folder)) {
            for (Path file : written.toList()) {
                files.put(String.valueOf(file.getFileName()), entry(file));
            }
        }
        var manifest = new Manifest(
                format,
                d.modelId,
                d.tenant,
                d.algorithm,
                d.createdAt,
                content.users().size(),
                content.items().size(),
                content.factors(),
                d.parameters,
                d.metrics,
                d.baseline,
                d.datasetVersion,
                d.parentModelId,
                d.offsets,
                d.dataThrough,
                d.codeVersion,
                files);
        var bytes = EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
        Files.write(folder.resolve(MANIFEST), bytes);
        return hash(bytes);
    }

    private static void writeIds(Path file, List<String> ids) throws IOException {
        for (String id : ids) {
            if (id.isEmpty() || id.indexOf('\n') >= 0 || id.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("an id is empty or has a line break");
            }
        }
        Files.write(file, ids, StandardCharsets.UTF_8);
    }

    /// @param columns 0 for a vector
    private static void writeFloats(Path folder, String name, float[] elements, int columns) throws IOException {
        requireFinite(name, elements);
        NpyFile.write(folder.resolve(name), elements, columns);
    }

    private static void requireFinite(String name, float[] elements) {
        for (int i = 0; i < elements.length; i++) {
            if (!Float.isFinite(elements[i])) {
                throw new IllegalArgumentException("element %d of %s is not finite".formatted(i, name));
            }
        }
    }
}
