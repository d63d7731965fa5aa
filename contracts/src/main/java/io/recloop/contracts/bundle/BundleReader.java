package io.recloop.contracts.bundle;

import static io.recloop.contracts.bundle.BundleFormat.*;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.contracts.bundle.CorruptBundleException.Kind;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a bundle that has been fetched into a folder, after checking all of it: format, every length and hash, that
/// the arrays fit each other, that every number is finite and every index inside.
public final class BundleReader {
    private BundleReader() {}

    private static final SparseFiles SEEN = new SparseFiles(SEEN_INDPTR, SEEN_INDICES, SEEN_WEIGHTS);
    private static final SparseFiles WEIGHTS = new SparseFiles(WEIGHTS_INDPTR, WEIGHTS_INDICES, WEIGHTS_VALUES);

    /// A whole bundle on the heap.
    public record Bundle(Manifest manifest, ModelContent content) {}

    /// @param expectedSha256 of the manifest, as announced; null where nobody announced it, such as a bundle from a
    ///     file
    /// @throws BundleRefusedException one of the three, with one sentence for a person
    /// @throws IOException            where the disk fails; trying again may help
    public static Bundle read(Path folder, @Nullable String expectedSha256) throws IOException, BundleRefusedException {
        var manifest = verified(folder, expectedSha256);
        try (var arena = Arena.ofConfined()) {
            int m = manifest.users();
            long k = manifest.factors();
            var factors = manifest.files().containsKey(USER_FACTORS)
                    ? floats(folder, USER_FACTORS, List.of((long) m, k), arena)
                    : new float[0];
            var seen = sparse(folder, SEEN, m, manifest.items(), arena);
            return new Bundle(
                    manifest,
                    readContent(folder, manifest, new Users(ids(folder, USERS, m), factors, seen), profile(folder)));
        }
    }

    /// The manifest, after every file that it lists was held against it.
    static Manifest verified(Path folder, @Nullable String expectedSha256) throws IOException, BundleRefusedException {
        var manifest = readManifest(folder, expectedSha256);
        BundleCheck.files(folder, manifest);
        return manifest;
    }

    /// A verified bundle without its users, and without the counts of items in its profile: serving has no use for
    /// them.
    static ModelContent itemsOf(Path folder, Manifest manifest) throws IOException, CorruptBundleException {
        return readContent(folder, manifest, Users.NONE, profile(folder).withoutItemCounts());
    }

    /// A model's side of users.
    private static final class Users {
        static final Users NONE =
                new Users(List.of(), new float[0], new ModelContent.SparseRows(new long[1], new int[0], new float[0]));

        final List<String> ids;
        final float[] factors;
        final ModelContent.SparseRows seen;

        Users(List<String> ids, float[] factors, ModelContent.SparseRows seen) {
            this.ids = ids;
            this.factors = factors;
            this.seen = seen;
        }
    }

    /// The manifest alone, its hash and format checked and nothing else.
    public static Manifest readManifest(Path folder, @Nullable String expectedSha256)
            throws IOException, BundleRefusedException {
        return BundleCheck.manifest(folder, expectedSha256);
    }

    /// The profile alone: the manifest's hash and format and the profile's length and hash are checked, the arrays
    /// are not looked at.
    public static Profile readProfile(Path folder, @Nullable String expectedSha256)
            throws IOException, BundleRefusedException {
        var listed = readManifest(folder, expectedSha256).files().get(PROFILE);
        if (listed == null) {
            throw new CorruptBundleException(Kind.SHAPE, MANIFEST + " does not list " + PROFILE);
        }
        BundleCheck.file(folder, PROFILE, listed);
        return profile(folder);
    }

    private static ModelContent readContent(Path folder, Manifest manifest, Users users, Profile profile)
            throws IOException, CorruptBundleException {
        int n = manifest.items();
        int k = manifest.factors();
        try (var arena = Arena.ofConfined()) {
            var present = manifest.files().keySet();
            boolean factorized = present.contains(ITEM_FACTORS);
            if (!factorized && k != 0) {
                throw new CorruptBundleException(Kind.SHAPE, "a model of item weights has no factors, but " + k);
            }
            var content = new ModelContent(
                    new ModelContent.FactorRows(users.ids, k, users.factors),
                    new ModelContent.FactorRows(
                            ids(folder, ITEMS, n),
                            k,
                            factorized
                                    ? floats(folder, ITEM_FACTORS, List.of((long) n, (long) k), arena)
                                    : new float[0]),
                    users.seen,
                    floats(folder, ITEM_POPULARITY, List.of((long) n), arena),
                    profile);
            if (present.contains(ITEM_BIASES)) {
                content = content.withItemBiases(floats(folder, ITEM_BIASES, List.of((long) n), arena));
            }
            if (present.contains(WEIGHTS_VALUES)) {
                content = content.withItemWeights(sparse(folder, WEIGHTS, n, n, arena));
            }
            return present.contains(CONTENT_MAP) ? withPrior(folder, content, arena) : content;
        }
    }

    private static ModelContent withPrior(Path folder, ModelContent content, Arena arena)
            throws IOException, CorruptBundleException {
        long k = content.factors();
        var shape = NpyFile.map(folder.resolve(CONTENT_MAP), arena).shape();
        long dimensions = shape.isEmpty() ? 0 : shape.getFirst();
        if (dimensions <= 0 || dimensions > Integer.MAX_VALUE) {
            throw new CorruptBundleException(Kind.SHAPE, "%s is of shape %s".formatted(CONTENT_MAP, shape));
        }
        var map = floats(folder, CONTENT_MAP, List.of(dimensions, k), arena);
        var embeddings =
                floats(folder, ITEM_EMBEDDINGS, List.of((long) content.items().size(), dimensions), arena);
        return content.withContentPrior(new ModelContent.ContentPrior((int) dimensions, embeddings, map));
    }

    /// The three files of one sparse matrix.
    private record SparseFiles(String indptr, String indices, String values) {}

    private static ModelContent.SparseRows sparse(Path folder, SparseFiles files, int rows, int columns, Arena arena)
            throws IOException, CorruptBundleException {
        long[] indptr =
                typed(folder, files.indptr, "<i8", List.of(rows + 1L), arena).longs();
        requireAscending(files.indptr, indptr);
        var entries = List.of(indptr[rows]);
        int[] indices = typed(folder, files.indices, "<i4", entries, arena).ints();
        requireRows(files.indices, indptr, indices, columns);
        return new ModelContent.SparseRows(indptr, indices, floats(folder, files.values, entries, arena));
    }

    static NpyFile.Array typed(Path folder, String name, String type, List<Long> shape, Arena arena)
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

    private static void requireAscending(String name, long[] indptr) throws CorruptBundleException {
        for (int i = 0; i < indptr.length; i++) {
            if (i == 0 ? indptr[0] != 0 : indptr[i] < indptr[i - 1]) {
                throw new CorruptBundleException(Kind.NUMBERS, name + " does not ascend from 0");
            }
        }
    }

    private static void requireRows(String name, long[] indptr, int[] indices, int items)
            throws CorruptBundleException {
        for (int row = 0; row + 1 < indptr.length; row++) {
            int previous = -1;
            for (int i = Math.toIntExact(indptr[row]); i < indptr[row + 1]; i++) {
                if (indices[i] <= previous || indices[i] >= items) {
                    throw new CorruptBundleException(
                            Kind.NUMBERS, "row %d of %s does not ascend within 0..%d".formatted(row, name, items));
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
