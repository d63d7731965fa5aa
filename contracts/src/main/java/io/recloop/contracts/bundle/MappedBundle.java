package io.recloop.contracts.bundle;

import static io.recloop.contracts.bundle.BundleFormat.*;

import io.recloop.contracts.bundle.CorruptBundleException.Kind;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A bundle for serving, after the same checks as [BundleReader]: what it has of users stays in its files, which are
/// mapped; what it has of items is on the heap, because every answer reads all of it.
///
/// The folder must stay as it is until [#close]. Thread-safe but for that: the caller of [#close] ensures that nobody
/// reads. A reader that came too late gets an `IllegalStateException`, never other memory.
public final class MappedBundle implements AutoCloseable {
    private final Arena arena;
    private final Manifest manifest;
    private final ModelContent items;
    private final MappedUserRows users;
    private final long mappedBytes;

    private MappedBundle(Arena arena, Manifest manifest, ModelContent items, MappedUserRows users, long mappedBytes) {
        this.arena = arena;
        this.manifest = manifest;
        this.items = items;
        this.users = users;
        this.mappedBytes = mappedBytes;
    }

    /// @param expectedSha256 of the manifest, as announced; null where nobody announced it
    /// @throws BundleRefusedException one of the three, with one sentence for a person
    /// @throws IOException            where the disk fails; trying again may help
    public static MappedBundle open(Path folder, @Nullable String expectedSha256)
            throws IOException, BundleRefusedException {
        var manifest = BundleReader.verified(folder, expectedSha256);
        var arena = Arena.ofShared();
        try {
            return open(folder, manifest, arena);
        } catch (IOException | BundleRefusedException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    private static MappedBundle open(Path folder, Manifest manifest, Arena arena)
            throws IOException, CorruptBundleException {
        int m = manifest.users();
        int k = manifest.factors();
        var items = BundleReader.itemsOf(folder, manifest);
        var text = map(folder.resolve(USERS), arena);
        var ids = MappedIds.of(USERS, text, m, arena);
        var factors = k == 0 ? null : finite(folder, USER_FACTORS, List.of((long) m, (long) k), arena);
        var indptr = BundleReader.typed(folder, SEEN_INDPTR, "<i8", List.of(m + 1L), arena)
                .elements();
        requireAscending(indptr, m);
        var entries = List.of(indptr.getAtIndex(NpyFile.LONGS, m));
        var indices =
                BundleReader.typed(folder, SEEN_INDICES, "<i4", entries, arena).elements();
        requireRows(indptr, indices, m, manifest.items());
        var weights = finite(folder, SEEN_WEIGHTS, entries, arena);
        long mapped = text.byteSize() + indptr.byteSize() + indices.byteSize() + weights.byteSize();
        return new MappedBundle(
                arena,
                manifest,
                items,
                new MappedUserRows(ids, k, factors, indptr, indices, weights),
                factors == null ? mapped : mapped + factors.byteSize());
    }

    private static MemorySegment map(Path file, Arena arena) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    private static MemorySegment finite(Path folder, String name, List<Long> shape, Arena arena)
            throws IOException, CorruptBundleException {
        var elements = BundleReader.typed(folder, name, "<f4", shape, arena).elements();
        long count = elements.byteSize() / Float.BYTES;
        for (long i = 0; i < count; i++) {
            float element = elements.getAtIndex(NpyFile.FLOATS, i);
            if (!Float.isFinite(element)) {
                throw new CorruptBundleException(Kind.NUMBERS, "element %d of %s is %s".formatted(i, name, element));
            }
        }
        return elements;
    }

    private static void requireAscending(MemorySegment indptr, int rows) throws CorruptBundleException {
        long previous = 0;
        for (int row = 0; row <= rows; row++) {
            long start = indptr.getAtIndex(NpyFile.LONGS, row);
            if (row == 0 ? start != 0 : start < previous) {
                throw new CorruptBundleException(Kind.NUMBERS, SEEN_INDPTR + " does not ascend from 0");
            }
            previous = start;
        }
    }

    private static void requireRows(MemorySegment indptr, MemorySegment indices, int rows, int items)
            throws CorruptBundleException {
        for (int row = 0; row < rows; row++) {
            int previous = -1;
            long end = indptr.getAtIndex(NpyFile.LONGS, row + 1);
            for (long i = indptr.getAtIndex(NpyFile.LONGS, row); i < end; i++) {
                int index = indices.getAtIndex(NpyFile.INTS, i);
                if (index <= previous || index >= items) {
                    throw new CorruptBundleException(
                            Kind.NUMBERS,
                            "row %d of %s does not ascend within 0..%d".formatted(row, SEEN_INDICES, items));
                }
                previous = index;
            }
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /// The model without its users: no ids, factors or histories of theirs, and no counts of items in the profile.
    public ModelContent items() {
        return items;
    }

    /// To be read until [#close].
    public UserRows users() {
        return users;
    }

    /// Of files; the operating system takes the memory back when it needs it.
    public long mappedBytes() {
        return mappedBytes;
    }

    /// The index of user ids: off the heap, and there until [#close].
    public long indexBytes() {
        return users.ids().indexBytes();
    }

    /// Gives mapped and indexed memory back; once.
    @Override
    public void close() {
        arena.close();
    }
}
