package io.recloop.contracts.bundle;

import static io.recloop.contracts.bundle.BundleFormat.*;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.bundle.CorruptBundleException.Kind;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Holds a bundle's files against its manifest.
final class BundleCheck {
    private static final Set<String> REQUIRED =
            Set.of(USERS, ITEMS, SEEN_INDPTR, SEEN_INDICES, SEEN_WEIGHTS, ITEM_POPULARITY, PROFILE);

    /// Either factors or weights, and no part of anything without the rest of it.
    private static final List<Set<String>> TOGETHER = List.of(
            Set.of(USER_FACTORS, ITEM_FACTORS),
            Set.of(WEIGHTS_INDPTR, WEIGHTS_INDICES, WEIGHTS_VALUES),
            Set.of(ITEM_EMBEDDINGS, CONTENT_MAP));

    private BundleCheck() {}

    /// Its hash and format checked, and nothing else.
    ///
    /// @param expectedSha256 null where nobody announced it
    static Manifest manifest(Path folder, @Nullable String expectedSha256) throws IOException, BundleRefusedException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(folder.resolve(MANIFEST));
        } catch (NoSuchFileException e) {
            throw new CorruptBundleException(Kind.UNREADABLE, "the bundle has no " + MANIFEST, e);
        }
        if (expectedSha256 != null && !expectedSha256.equals(hash(bytes))) {
            throw new CorruptBundleException(Kind.CHECKSUM, MANIFEST + " has another hash than was announced");
        }
        try {
            JsonNode json = EventCodec.JSON.readTree(bytes);
            // The version is looked at first: a later format may have other fields.
            var version = json.path("formatVersion");
            if (!version.isInt()) {
                throw new CorruptBundleException(Kind.UNREADABLE, MANIFEST + " has no formatVersion");
            }
            if (version.intValue() > NEWEST) {
                throw new BundleTooNewException(version.intValue(), NEWEST);
            }
            if (version.intValue() < OLDEST) {
                throw new BundleTooOldException(version.intValue(), OLDEST);
            }
            return EventCodec.JSON.treeToValue(json, Manifest.class);
        } catch (JsonProcessingException e) {
            throw new CorruptBundleException(Kind.UNREADABLE, MANIFEST + " cannot be read", e);
        }
    }

    /// Every file is listed, of the length and the hash that are said.
    static void files(Path folder, Manifest manifest) throws IOException, CorruptBundleException {
        for (String name : REQUIRED) {
            if (!manifest.files().containsKey(name)) {
                throw new CorruptBundleException(Kind.SHAPE, MANIFEST + " does not list " + name);
            }
        }
        for (var group : TOGETHER) {
            boolean some = group.stream().anyMatch(manifest.files()::containsKey);
            if (some && !manifest.files().keySet().containsAll(group)) {
                throw new CorruptBundleException(
                        Kind.SHAPE, "%s lists a part of %s".formatted(MANIFEST, new TreeSet<>(group)));
            }
        }
        if (manifest.files().containsKey(ITEM_FACTORS) == manifest.files().containsKey(WEIGHTS_VALUES)) {
            throw new CorruptBundleException(
                    Kind.SHAPE, "%s must list either %s or %s".formatted(MANIFEST, ITEM_FACTORS, WEIGHTS_VALUES));
        }
        for (var listed : manifest.files().entrySet()) {
            String name = listed.getKey();
            if (!name.matches("[a-z0-9_]+\\.(npy|txt|json)")) {
                throw new CorruptBundleException(Kind.SHAPE, MANIFEST + " lists a file name that no bundle has");
            }
            file(folder, name, listed.getValue());
        }
    }

    static void file(Path folder, String name, Manifest.FileEntry listed) throws IOException, CorruptBundleException {
        Path path = folder.resolve(name);
        if (!Files.isRegularFile(path)) {
            throw new CorruptBundleException(Kind.CHECKSUM, name + " is missing");
        }
        long bytes = Files.size(path);
        if (bytes != listed.bytes()) {
            throw new CorruptBundleException(
                    Kind.CHECKSUM, "%s has %d bytes, the manifest says %d".formatted(name, bytes, listed.bytes()));
        }
        if (!entry(path).sha256().equals(listed.sha256())) {
            throw new CorruptBundleException(Kind.CHECKSUM, name + " has another hash than the manifest says");
        }
    }
}
