package io.recloop.local.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Memory that a process and its children hold, as `ps` tells it on Linux and macOS alike.
public final class ResidentMemory {

    private ResidentMemory() {}

    /// @return 0 where `ps` does not tell
    public static long bytes(ProcessHandle process) {
        var pids = Stream.concat(Stream.of(process), process.descendants())
                .map(one -> Long.toString(one.pid()))
                .collect(Collectors.joining(","));
        try {
            var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", pids)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var output = ps.getInputStream()) {
                return new String(output.readAllBytes(), StandardCharsets.UTF_8)
                                .lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .mapToLong(Long::parseLong)
                                .sum()
                        * 1024;
            }
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
