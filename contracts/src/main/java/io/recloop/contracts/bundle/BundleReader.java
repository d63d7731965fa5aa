package io.recloop.contracts.bundle;

import static io.recloop.contracts.bundle.BundleFormat.*;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.bundle.CorruptBundleException.Kind;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a bundle that has been fetched into a folder, after checking all of it: format, every length and hash, that
/// the arrays
/// fit each other, that every number is finite and every index inside.
public final class BundleReader {
    private static final Set<String> REQUIRED = Set.of(
            USER_FACTORS,
            ITEM_FACTORS,
            USERS,
            ITEMS,
            SEEN_INDPTR,
            SEEN_INDICES,
            SEEN_WEIGHTS,
            ITEM_POPULARITY,
            PROFILE);

    private BundleReader() {}

    /// A whole bundle on the heap.
    public record Bundle(Manifest manifest, ModelContent content) {}

    /// @param expectedSha256 of the manifest, as announced; null where nobody announced it, such as a bundle from a
    ///     file
    /// @throws BundleRefusedException one of the three, with one sentence for a person
    /// @throws IOException            where the disk fails; trying again may help
    public static Bundle read(Path folder, @Nullable String expectedSha256) throws IOException, BundleRefusedException {
        var manifest = readManifest(folder, expectedSha256);
        verifyFiles(folder, manifest);
        return new Bundle(manifest, readContent(folder, manifest));
    }

    /// The manifest alone, its hash and format checked and nothing else.
    public static Manifest readManifest(Path folder, @Nullable String expectedSha256)
            throws IOException, BundleRefusedException {
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

    /// The profile alone: the manifest's hash and format and the profile's length and hash are checked, the arrays
    /// are
    /// not
    /// looked at.
    public static Profile readProfile(Path folder, @Nullable String expectedSha256)
            throws IOException, BundleRefusedException {
        var listed = readManifest(folder, expectedSha256).files().get(PROFILE);
        if (listed == null) {
            throw new CorruptBundleException(Kind.SHAPE, MANIFEST + " does not list " + PROFILE);
        }
        verifyFile(folder, PROFILE, listed);
        return profile(folder);
    }

    private static void verifyFiles(Path folder, Manifest manifest) throws IOException, CorruptBundleException {
        for (String name : REQUIRED) {
            if (!manifest.files().containsKey(name)) {
                throw new CorruptBundleException(Kind.SHAPE, MANIFEST + " does not list " + name);
            }
        }
        for (var listed : manifest.files().entrySet()) {
            String name = listed.getKey();
            if (!name.matches("[a-z0-9_]+\\.(npy|txt|json)")) {
                throw new CorruptBundleException(Kind.SHAPE, MANIFEST + " lists a file name that no bundle has");
            }
            verifyFile(folder, name, listed.getValue());
        }
    }

    private static void verifyFile(Path folder, String name, Manifest.FileEntry listed)
            throws IOException, CorruptBundleException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new CorruptBundleException(Kind.CHECKSUM, name + " is missing");
        }
        long bytes = Files.size(file);
        if (bytes != listed.bytes()) {
            throw new CorruptBundleException(
                    Kind.CHECKSUM, "%s has %d bytes, the manifest says %d".formatted(name, bytes, listed.bytes()));
        }
        if (!entry(file).sha256().equals(listed.sha256())) {
            throw new CorruptBundleException(Kind.CHECKSUM, name + " has another hash than the manifest says");
        }
    }

    private static ModelContent readContent(Path folder, Manifest manifest) throws IOException, CorruptBundleException {
        int m = manifest.users();
        int n = manifest.items();
        int k = manifest.factors();
        try (var arena = Arena.ofConfined()) {
            float[] userFactors = floats(folder, USER_FACTORS, List.of((long) m, (long) k), arena);
            float[] itemFactors = floats(folder, ITEM_FACTORS, List.of((long) n, (long) k), arena);
            float[] popularity = floats(folder, ITEM_POPULARITY, List.of((long) n), arena);
            long[] indptr =
                    typed(folder, SEEN_INDPTR, "<i8", List.of(m + 1L), arena).longs();
            requireAscending(indptr);
            var entries = List.of(indptr[m]);
            int[] indices = typed(folder, SEEN_INDICES, "<i4", entries, arena).ints();
            requireRows(indptr, indices, n);
            float[] weights = floats(folder, SEEN_WEIGHTS, entries, arena);
            return new ModelContent(
                    k,
                    ids(folder, USERS, m),
                    ids(folder, ITEMS, n),
                    userFactors,
                    itemFactors,
                    new ModelContent.Seen(indptr, indices, weights),
                    popularity,
                    profile(folder));
        }
    }

    private static NpyFile.Array typed(Path folder, String name, String type, List<Long> shape, Arena arena)
            throws IOException, CorruptBundleException {
        var array = NpyFile.map(folder.resolve(name), arena);
        if (!array.type().equals(type) || !array.shape().equals(shape)) {
            throw new CorruptBundleException(
                    Kind.SHAPE,
                    "%s is %s %s, it must be %s %s".formatted(name, array.type(), array.shape(), type, shape));
        }
        return array;
    }

    private static float[] floats(Path folder, String name, List<Long> shape, Arena arena)
            throws IOException, CorruptBundleException {
        float[] elements = typed(folder, name, "<f4", shape, arena).floats();
        for (int i = 0; i < elements.length; i++) {
            if (!Float.isFinite(elements[i])) {
                throw new CorruptBundleException(
                        Kind.NUMBERS, "element %d of %s is %s".formatted(i, name, elements[i]));
            }
        }
        return elements;
    }

    private static void requireAscending(long[] indptr) throws CorruptBundleException {
        for (int i = 0; i < indptr.length; i++) {
            if (i == 0 ? indptr[0] != 0 : indptr[i] < indptr[i - 1]) {
                throw new CorruptBundleException(Kind.NUMBERS, SEEN_INDPTR + " does not ascend from 0");
            }
        }
    }

    private static void requireRows(long[] indptr, int[] indices, int items) throws CorruptBundleException {
        for (int row = 0; row + 1 < indptr.length; row++) {
            int previous = -1;
            for (int i = Math.toIntExact(indptr[row]); i < indptr[row + 1]; i++) {
                if (indices[i] <= previous || indices[i] >= items) {
                    throw new CorruptBundleException(
                            Kind.NUMBERS,
                            "row %d of %s does not ascend within 0..%d".formatted(row, SEEN_INDICES, items));
                }
                previous = indices[i];
            }
        }
    }

    private static List<String> ids(Path folder, String name, int expected) throws IOException, CorruptBundleException {
        List<String> ids;
        try {
            ids = Files.readAllLines(folder.resolve(name), StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new CorruptBundleException(Kind.UNREADABLE, name + " is not UTF-8", e);
        }
        if (ids.size() != expected) {
            throw new CorruptBundleException(
                    Kind.SHAPE, "%s has %d ids, the manifest says %d".formatted(name, ids.size(), expected));
        }
        if (new HashSet<>(ids).size() != ids.size()) {
            throw new CorruptBundleException(Kind.SHAPE, name + " has an id twice");
        }
        return ids;
    }

    private static Profile profile(Path folder) throws IOException, CorruptBundleException {
        try {
            return EventCodec.JSON.readValue(folder.resolve(PROFILE).toFile(), Profile.class);
        } catch (JsonProcessingException e) {
            throw new CorruptBundleException(Kind.UNREADABLE, PROFILE + " cannot be read", e);
        }
    }
}
