package io.recloop.local.supervision;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The end of a log file, however long the file is.
public final class LogTail {

    private static final int MOST_BYTES = 256 * 1024;

    private LogTail() {}

    /// @return at most `count` lines; none when there is no such file
    public static List<String> lines(Path log, int count) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            int length = (int) Math.min(file.length(), MOST_BYTES);
            var bytes = new byte[length];
            file.seek(file.length() - length);
            file.readFully(bytes);
            var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of("(cannot read " + log + ": " + e.getMessage() + ")");
        }
    }
}
