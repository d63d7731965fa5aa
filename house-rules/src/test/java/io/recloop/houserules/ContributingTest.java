package io.recloop.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// CONTRIBUTING.md names files that are there.
class ContributingTest {
    private static final Pattern NAMED = Pattern.compile("`([\\w./*-]+/(?:…/)?[\\w.-]*)`");

    @Test
    void everyFileNamedIsThere() {
        var text = String.join("\n", Repository.lines(Repository.ROOT.resolve("CONTRIBUTING.md")));
        var missing = NAMED.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .filter(path -> !exists(path))
                .toList();
        assertThat(missing)
                .as("files that CONTRIBUTING.md names and nobody has")
                .isEmpty();
    }

    /// `…` stands for a source folder and a package.
    private static boolean exists(String path) {
        if (!path.contains("…")) {
            return path.startsWith("/") || Files.exists(Repository.ROOT.resolve(path));
        }
        var module = path.substring(0, path.indexOf("/…"));
        var name = path.substring(path.lastIndexOf('/') + 1);
        return javaFiles()
                .anyMatch(file -> Repository.module(file).equals(module)
                        && file.getFileName().toString().equals(name));
    }

    private static Stream<Path> javaFiles() {
        return Repository.javaFiles().stream();
    }
}
