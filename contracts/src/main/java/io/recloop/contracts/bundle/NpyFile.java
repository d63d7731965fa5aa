package io.recloop.contracts.bundle;

import io.recloop.contracts.bundle.CorruptBundleException.Kind;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// NumPy's array file, format 1.0, as NumPy itself writes and reads it (`numpy.load`, also with `mmap_mode`).
///
/// | bytes  | field                                                                              |
/// |--------|------------------------------------------------------------------------------------|
/// | 6      | magic `\x93NUMPY`                                                                  |
/// | 2      | version 1, 0                                                                       |
/// | u16    | length of the header text, little-endian                                           |
/// | text   | `{'descr': '<f4', 'fortran_order': False, 'shape': (m, n), }`, spaces, a line feed |
/// | rest   | the elements, little-endian, C order, beginning at a multiple of 64                |
///
/// The alignment lets the elements be mapped into memory and read by vector instructions.
public final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    private static final int CHUNK = 1 << 20;
    private static final Pattern HEADER = Pattern.compile(
            "\\{\\s*'descr':\\s*'(<f4|<i4|<i8)',\\s*'fortran_order':\\s*False,\\s*'shape':\\s*\\(([0-9, ]*)\\),?\\s*\\}\\s*");

    static final ValueLayout.OfFloat FLOATS = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INTS = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONGS = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private NpyFile() {}

    /// The elements of an array file, mapped read-only; valid until the arena closes.
    ///
    /// @param type  `<f4`, `<i4` or `<i8`
    /// @param shape one entry a dimension
    public record Array(String type, java.util.List<Long> shape, MemorySegment elements) {
        public long length() {
            return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
        }

        public float[] floats() {
            return elements.toArray(FLOATS);
        }

        public int[] ints() {
            return elements.toArray(INTS);
        }

        public long[] longs() {
            return elements.toArray(LONGS);
        }
    }

    /// @param columns 0 for a one-dimensional array
    public static void write(Path file, float[] elements, int columns) throws IOException {
        try (var out = open(file, "<f4", elements.length, columns)) {
            var chunk = buffer();
            for (int i = 0; i < elements.length; ) {
                int n = Math.min(CHUNK / Float.BYTES, elements.length - i);
                chunk.clear().asFloatBuffer().put(elements, i, n);
                drain(out, chunk.limit(n * Float.BYTES));
                i += n;
            }
        }
    }

    public static void write(Path file, int[] elements) throws IOException {
        try (var out = open(file, "<i4", elements.length, 0)) {
            var chunk = buffer();
            for (int i = 0; i < elements.length; ) {
                int n = Math.min(CHUNK / Integer.BYTES, elements.length - i);
                chunk.clear().asIntBuffer().put(elements, i, n);
                drain(out, chunk.limit(n * Integer.BYTES));
                i += n;
            }
        }
    }

    public static void write(Path file, long[] elements) throws IOException {
        try (var out = open(file, "<i8", elements.length, 0)) {
            var chunk = buffer();
            for (int i = 0; i < elements.length; ) {
                int n = Math.min(CHUNK / Long.BYTES, elements.length - i);
                chunk.clear().asLongBuffer().put(elements, i, n);
                drain(out, chunk.limit(n * Long.BYTES));
                i += n;
            }
        }
    }

    /// Maps a file that this class or NumPy wrote.
    ///
    /// @throws CorruptBundleException where it is not such a file, or its length is not what its shape says
    public static Array map(Path file, Arena arena) throws IOException, CorruptBundleException {
        String name = String.valueOf(file.getFileName());
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < MAGIC.length + 2) {
                throw new CorruptBundleException(Kind.UNREADABLE, name + " is too short for an array file");
            }
            var all = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
            if (!Arrays.equals(all.asSlice(0, MAGIC.length).toArray(ValueLayout.JAVA_BYTE), MAGIC)) {
                throw new CorruptBundleException(Kind.UNREADABLE, name + " does not begin as a NumPy 1.0 array file");
            }
            int headerLength = Byte.toUnsignedInt(all.get(ValueLayout.JAVA_BYTE, MAGIC.length))
                    | Byte.toUnsignedInt(all.get(ValueLayout.JAVA_BYTE, MAGIC.length + 1)) << 8;
            long begin = MAGIC.length + 2L + headerLength;
            if (begin > size) {
                throw new CorruptBundleException(Kind.UNREADABLE, name + " ends inside its header");
            }
            var header = new String(
                    all.asSlice(MAGIC.length + 2L, headerLength).toArray(ValueLayout.JAVA_BYTE),
                    StandardCharsets.ISO_8859_1);
            var matcher = HEADER.matcher(header);
            if (!matcher.matches()) {
                throw new CorruptBundleException(Kind.UNREADABLE, name + " has a header that cannot be read");
            }
            var shape = Arrays.stream(matcher.group(2).split(",", -1))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .map(Long::valueOf)
                    .toList();
            var array = new Array(matcher.group(1), shape, all.asSlice(begin));
            long expected = Math.multiplyExact(array.length(), array.type().equals("<i8") ? 8L : 4L);
            if (size - begin != expected) {
                throw new CorruptBundleException(
                        Kind.SHAPE,
                        "%s has %d bytes of elements, its shape says %d".formatted(name, size - begin, expected));
            }
            return array;
        } catch (NumberFormatException | ArithmeticException e) {
            throw new CorruptBundleException(Kind.UNREADABLE, name + " has an impossible shape", e);
        }
    }

    private static FileChannel open(Path file, String type, int length, int columns) throws IOException {
        if (columns < 0 || (columns > 0 && length % columns != 0)) {
            throw new IllegalArgumentException("%d elements do not fill rows of %d".formatted(length, columns));
        }
        var shape = columns == 0 ? java.util.List.of(length) : java.util.List.of(length / columns, columns);
        var text = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
                .formatted(
                        type,
                        shape.stream().map(String::valueOf).collect(Collectors.joining(", "))
                                + (shape.size() == 1 ? "," : ""));
        int unpadded = MAGIC.length + 2 + text.length() + 1;
        int begin = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        var header = ByteBuffer.allocate(begin).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).putShort((short) (begin - MAGIC.length - 2));
        header.put(text.getBytes(StandardCharsets.ISO_8859_1));
        while (header.position() < begin - 1) {
            header.put((byte) ' ');
        }
        header.put((byte) '\n').flip();
        var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        drain(channel, header);
        return channel;
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void drain(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
