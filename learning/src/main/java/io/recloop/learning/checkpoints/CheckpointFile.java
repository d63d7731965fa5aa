package io.recloop.learning.checkpoints;

import io.recloop.learning.engine.Checkpoint;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/// The file of one checkpoint, big-endian: magic, version, key, iteration; a count and that many `name, double`;
/// a count and that many `name, length, float…`; the CRC-32C of all before it. Texts are in modified UTF-8 after
/// their length.
final class CheckpointFile {
    private static final int MAGIC = 0x52434C50;
    private static final int VERSION = 1;
    private static final int CHUNK = 1 << 14;
    private static final int BUFFER = 1 << 16;

    private CheckpointFile() {}

    static void write(Checkpoint checkpoint, CheckpointKey key, FileChannel file) throws IOException {
        var checked =
                new CheckedOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER), new CRC32C());
        var out = new DataOutputStream(checked);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeUTF(key.value());
        out.writeInt(checkpoint.iteration());
        out.writeInt(checkpoint.numbers().size());
        for (var number : new TreeMap<>(checkpoint.numbers()).entrySet()) {
            out.writeUTF(number.getKey());
            out.writeDouble(number.getValue());
        }
        out.writeInt(checkpoint.arrays().size());
        for (var array : new TreeMap<>(checkpoint.arrays()).entrySet()) {
            out.writeUTF(array.getKey());
            writeFloats(array.getValue(), out);
        }
        out.writeLong(checked.getChecksum().getValue());
        out.flush();
    }

    /// @throws BrokenCheckpointException if it is cut short, damaged, of another training or of another version
    static Checkpoint read(Path path, CheckpointKey key) throws IOException {
        long size = Files.size(path);
        try (var file = Files.newInputStream(path)) {
            var checked = new CheckedInputStream(new BufferedInputStream(file, BUFFER), new CRC32C());
            var in = new DataInputStream(checked);
            require(in.readInt() == MAGIC, "it is no checkpoint");
            require(in.readInt() == VERSION, "it is of another version");
            require(in.readUTF().equals(key.value()), "it is of another training");
            int iteration = in.readInt();
            var numbers = new HashMap<String, Double>();
            for (int left = in.readInt(); left > 0; left--) {
                numbers.put(in.readUTF(), in.readDouble());
            }
            var arrays = new HashMap<String, float[]>();
            for (int left = in.readInt(); left > 0; left--) {
                arrays.put(in.readUTF(), readFloats(in, size));
            }
            long expected = checked.getChecksum().getValue();
            require(in.readLong() == expected, "its checksum differs");
            return new Checkpoint(iteration, numbers, arrays);
        } catch (EOFException e) {
            throw new BrokenCheckpointException("it is cut short");
        } catch (UTFDataFormatException e) {
            throw new BrokenCheckpointException("it holds a malformed name");
        }
    }

    private static void writeFloats(float[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        var bytes = ByteBuffer.allocate(CHUNK * Float.BYTES);
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            bytes.clear();
            bytes.asFloatBuffer().put(values, from, count);
            out.write(bytes.array(), 0, count * Float.BYTES);
        }
    }

    /// @param size of the file: no array of a damaged length is ever allocated beyond it
    private static float[] readFloats(DataInputStream in, long size) throws IOException {
        int length = in.readInt();
        require(length >= 0 && (long) length * Float.BYTES <= size, "it holds an array longer than itself");
        var values = new float[length];
        var bytes = new byte[CHUNK * Float.BYTES];
        for (int from = 0; from < length; from += CHUNK) {
            int count = Math.min(CHUNK, length - from);
            in.readFully(bytes, 0, count * Float.BYTES);
            ByteBuffer.wrap(bytes).asFloatBuffer().get(values, from, count);
        }
        return values;
    }

    private static void require(boolean holds, String message) throws BrokenCheckpointException {
        if (!holds) {
            throw new BrokenCheckpointException(message);
        }
    }
}
