package io.recloop.contracts.bundle;

import io.recloop.contracts.bundle.CorruptBundleException.Kind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/// The lines of a mapped text file as ids, found by hash. No id is an object: 8 bytes off the heap say where each line
/// begins, and a table of 16 to 32 bytes an id says which row has it, where a `HashMap` takes over 100.
///
/// The table is open addressing with linear probing, at most half full. A slot holds the upper half of the id's hash
/// and the row plus 1, so that lines are compared only where the hashes agree in 32 bits.
///
/// Thread-safe once made. Valid until the arena closes.
final class MappedIds {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final long UPPER_HALF = 0xFFFF_FFFF_0000_0000L;

    private final MemorySegment text;
    private final int count;

    /// `long[count + 1]`: where each line begins, and at the end where the next one would.
    private final MemorySegment begins;

    private final MemorySegment table;
    private final long mask;

    /// Another one each time: nobody can choose ids that collide.
    private final long seed = ThreadLocalRandom.current().nextLong();

    private MappedIds(MemorySegment text, int count, Arena arena) {
        this.text = text;
        this.count = count;
        this.begins = arena.allocate(LONG, count + 1L);
        long slots = Math.max(2, Long.highestOneBit(Math.max(1, count) * 2L - 1) << 1);
        this.table = arena.allocate(LONG, slots);
        this.mask = slots - 1;
    }

    /// Of a file whose ids are all different.
    ///
    /// @throws CorruptBundleException where it is not UTF-8, has another number of lines, or one of them twice
    static MappedIds of(String name, MemorySegment text, int expected, Arena arena) throws CorruptBundleException {
        long lines = lines(text);
        if (lines != expected) {
            throw new CorruptBundleException(
                    Kind.SHAPE, "%s has %d ids, the manifest says %d".formatted(name, lines, expected));
        }
        var ids = new MappedIds(text, expected, arena);
        ids.findLines();
        for (int row = 0; row < expected; row++) {
            byte[] id = ids.bytes(row);
            requireUtf8(name, id);
            if (!ids.put(id, row)) {
                throw new CorruptBundleException(Kind.SHAPE, name + " has an id twice");
            }
        }
        return ids;
    }

    private static long lines(MemorySegment text) {
        long lines = 0;
        for (long i = 0; i < text.byteSize(); i++) {
            if (text.get(BYTE, i) == '\n') {
                lines++;
            }
        }
        return isUnended(text) ? lines + 1 : lines;
    }

    private static boolean isUnended(MemorySegment text) {
        return text.byteSize() > 0 && text.get(BYTE, text.byteSize() - 1) != '\n';
    }

    private void findLines() {
        long row = 0;
        for (long i = 0; i < text.byteSize(); i++) {
            if (text.get(BYTE, i) == '\n') {
                begins.setAtIndex(LONG, ++row, i + 1);
            }
        }
        if (isUnended(text)) {
            begins.setAtIndex(LONG, count, text.byteSize() + 1);
        }
    }

    private static void requireUtf8(String name, byte[] id) throws CorruptBundleException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(id));
        } catch (CharacterCodingException e) {
            throw new CorruptBundleException(Kind.UNREADABLE, name + " is not UTF-8", e);
        }
    }

    int count() {
        return count;
    }

    /// Off the heap and not of the file.
    long indexBytes() {
        return begins.byteSize() + table.byteSize();
    }

    String id(int row) {
        return new String(bytes(row), StandardCharsets.UTF_8);
    }

    /// @return -1 where no line is this id
    int row(String id) {
        byte[] wanted = id.getBytes(StandardCharsets.UTF_8);
        long hash = hash(wanted);
        for (long slot = hash & mask; ; slot = (slot + 1) & mask) {
            long entry = table.getAtIndex(LONG, slot);
            if (entry == 0) {
                return -1;
            }
            if (((entry ^ hash) & UPPER_HALF) == 0 && isLine(rowOf(entry), wanted)) {
                return rowOf(entry);
            }
        }
    }

    /// @return false where it is there already
    private boolean put(byte[] id, int row) {
        long hash = hash(id);
        for (long slot = hash & mask; ; slot = (slot + 1) & mask) {
            long entry = table.getAtIndex(LONG, slot);
            if (entry == 0) {
                table.setAtIndex(LONG, slot, (hash & UPPER_HALF) | (row + 1L));
                return true;
            }
            if (((entry ^ hash) & UPPER_HALF) == 0 && isLine(rowOf(entry), id)) {
                return false;
            }
        }
    }

    private static int rowOf(long entry) {
        return (int) (entry & ~UPPER_HALF) - 1;
    }

    private boolean isLine(int row, byte[] id) {
        long begin = begin(row);
        return length(row) == id.length
                && MemorySegment.mismatch(text, begin, begin + id.length, MemorySegment.ofArray(id), 0, id.length) < 0;
    }

    private byte[] bytes(int row) {
        return text.asSlice(begin(row), length(row)).toArray(BYTE);
    }

    private long begin(int row) {
        return begins.getAtIndex(LONG, row);
    }

    /// Without the line feed, nor a carriage return before it.
    private long length(int row) {
        long begin = begin(row);
        long end = begin(row + 1) - 1;
        return (end > begin && text.get(BYTE, end - 1) == '\r' ? end - 1 : end) - begin;
    }

    /// FNV-1a, and then the finalizer of MurmurHash3 because the table is indexed by the lower bits.
    private long hash(byte[] id) {
        long hash = seed ^ 0xcbf29ce484222325L;
        for (byte one : id) {
            hash = (hash ^ (one & 0xFF)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
