package io.recloop.local.supervision;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Hands out the lines that a file has gained; begins again when the file was replaced by a shorter one. Not
/// thread-safe.
public final class LogFollower {

    private static final int CHUNK = 1024 * 1024;

    private final Path file;
    private long position;

    private LogFollower(Path file, long position) {
        this.file = file;
        this.position = position;
    }

    public static LogFollower fromEnd(Path file) {
        try {
            return new LogFollower(file, Files.exists(file) ? Files.size(file) : 0);
        } catch (IOException e) {
            return new LogFollower(file, 0);
        }
    }

    /// Whole lines only: one that is still being written comes with the next call.
    public List<String> newLines() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var open = new RandomAccessFile(file.toFile(), "r")) {
            if (open.length() < position) {
                position = 0;
            }
            var bytes = new byte[(int) Math.min(CHUNK, open.length() - position)];
            open.seek(position);
            open.readFully(bytes);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n' && bytes.length < CHUNK) {
                end--;
            }
            position += end;
            return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
        }
    }
}
