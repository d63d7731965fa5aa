package io.recloop.local.importing;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Refused rows: counted by reason, and written to a file (line number, reason and row, with tabs between) that is
/// created with the first.
final class Rejects implements AutoCloseable {

    private static final int MOST_REASONS = 40;
    private static final String OTHER = "other reasons";

    private final Path file;
    private final Map<String, Long> reasons = new LinkedHashMap<>();
    private @Nullable BufferedWriter writer;
    private long count;

    Rejects(Path file) {
        this.file = file;
    }

    void add(Row row, String reason) throws IOException {
        count++;
        var group = group(reason);
        reasons.merge(reasons.size() < MOST_REASONS || reasons.containsKey(group) ? group : OTHER, 1L, Long::sum);
        if (writer == null) {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
            writer.write("line\treason\trow\n");
        }
        writer.write(row.line() + "\t" + reason + "\t" + row.original().replace("\n", "\\n") + "\n");
    }

    long count() {
        return count;
    }

    Map<String, Long> reasons() {
        return Map.copyOf(reasons);
    }

    /// Null when nothing was refused.
    @Nullable
    Path written() {
        return count == 0 ? null : file;
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }

    /// A contract's message ends with the value that broke it; rows with different values have the same reason.
    private static String group(String reason) {
        int value = reason.indexOf(", was ");
        return value < 0 ? reason : reason.substring(0, value);
    }
}
