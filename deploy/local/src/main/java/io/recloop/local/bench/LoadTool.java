package io.recloop.local.bench;

import io.recloop.local.layout.LocalFailure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A load generator that is installed beside Recloop and runs as a process of its own.
enum LoadTool {
    WRK("wrk"),
    HEY("hey");

    private final String command;

    LoadTool(String command) {
        this.command = command;
    }

    /// @throws LocalFailure naming what is missing
    static void require(LoadTool... tools) {
        require(System.getenv().getOrDefault("PATH", ""), tools);
    }

    static void require(String path, LoadTool... tools) {
        var folders = path.split(File.pathSeparator, -1);
        var missing = Arrays.stream(tools)
                .map(tool -> tool.command)
                .filter(command -> Arrays.stream(folders)
                        .noneMatch(folder -> Files.isExecutable(Path.of(folder).resolve(command))))
                .toList();
        if (!missing.isEmpty()) {
            throw new LocalFailure("the load generator is missing: apt-get install " + String.join(" ", missing));
        }
    }

    /// Begins; what it says of errors goes nowhere.
    Process start(List<String> arguments) {
        var line = new ArrayList<>(arguments);
        line.addFirst(command);
        try {
            return new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new LocalFailure("cannot start " + command + ": " + e.getMessage());
        }
    }

    /// What it prints until it ends.
    ///
    /// @throws LocalFailure where it fails
    String outputOf(Process process) {
        try (InputStream output = process.getInputStream()) {
            var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new LocalFailure(
                        command + " failed: " + text.lines().findFirst().orElse("it said nothing"));
            }
            return text;
        } catch (IOException e) {
            throw new LocalFailure("cannot read what " + command + " says: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted");
        } finally {
            process.destroy();
        }
    }
}
