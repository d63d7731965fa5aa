package io.recloop.training.checkpoints;

import io.recloop.training.engine.Checkpoint;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/// One checkpoint in one file, big-endian:
///
/// | field                                              |
/// |----------------------------------------------------|
/// | `u64` magic, `i32` iteration                       |
/// | `i32` count of numbers, each a name and an `f64`   |
/// | `i32` count of arrays, each a name, `i32` length and as many `f32` |
/// | `u64` CRC-32C of everything before                 |
final class CheckpointFile {
    private static final long MAGIC = 0x524c_434b_5054_0001L;
    private static final int CHUNK = 1 << 16;

    private CheckpointFile() {}

    /// Durable when it returns.
    static void write(Path file, Checkpoint checkpoint) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var checked = new CheckedOutputStream(Channels.newOutputStream(channel), new CRC32C());
            var out = new DataOutputStream(new BufferedOutputStream(checked, CHUNK));
            out.writeLong(MAGIC);
            out.writeInt(checkpoint.iteration());
            out.writeInt(checkpoint.numbers().size());
            for (var number : new TreeMap<>(checkpoint.numbers()).entrySet()) {
                out.writeUTF(number.getKey());
                out.writeDouble(number.getValue());
            }
            out.writeInt(checkpoint.arrays().size());
            for (var array : new TreeMap<>(checkpoint.arrays()).entrySet()) {
                out.writeUTF(array.getKey());
                write(out, array.getValue());
            }
            out.flush();
            out.writeLong(checked.getChecksum().getValue());
            out.flush();
            channel.force(true);
        }
    }

    private static void write(DataOutputStream out, float[] values) throws IOException {
        out.writeInt(values.length);
        var chunk = ByteBuffer.allocate(CHUNK);
        for (int from = 0; from < values.length; from += CHUNK / Float.BYTES) {
            int size = Math.min(CHUNK / Float.BYTES, values.length - from);
            chunk.clear().asFloatBuffer().put(values, from, size);
            out.write(chunk.array(), 0, size * Float.BYTES);
        }
    }

    /// @throws IOException where it is not a whole checkpoint
    static Checkpoint read(Path file) throws IOException {
        var checked = new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), CHUNK), new CRC32C());
        try (var in = new DataInputStream(checked)) {
            if (in.readLong() != MAGIC) {
                throw new IOException("is no checkpoint");
            }
            int iteration = in.readInt();
            var numbers = new TreeMap<String, Double>();
            for (int left = in.readInt(); left > 0; left--) {
                numbers.put(in.readUTF(), in.readDouble());
            }
            var arrays = arrays(in, Files.size(file));
            long expected = checked.getChecksum().getValue();
            if (in.readLong() != expected) {
                throw new IOException("has another checksum than its content");
            }
            return new Checkpoint(iteration, numbers, arrays);
        }
    }

    private static Map<String, float[]> arrays(DataInputStream in, long fileSize) throws IOException {
        var arrays = new TreeMap<String, float[]>();
        var chunk = new byte[CHUNK];
        for (int left = in.readInt(); left > 0; left--) {
            var name = in.readUTF();
            int length = in.readInt();
            if (length < 0 || (long) length * Float.BYTES > fileSize) {
                throw new IOException("has an array of %d numbers in %d bytes".formatted(length, fileSize));
            }
            var values = new float[length];
            for (int from = 0; from < length; from += CHUNK / Float.BYTES) {
                int size = Math.min(CHUNK / Float.BYTES, length - from);
                in.readFully(chunk, 0, size * Float.BYTES);
                ByteBuffer.wrap(chunk).asFloatBuffer().get(values, from, size);
            }
            arrays.put(name, values);
        }
        return arrays;
    }
}
