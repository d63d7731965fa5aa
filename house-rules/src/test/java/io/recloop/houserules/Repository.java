package io.recloop.houserules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The files of this repository, as its folders hold them.
final class Repository {
    static final Path ROOT =
            Path.of(System.getProperty("recloop.root", "..")).toAbsolutePath().normalize();

    /// Whether lists and generated pages are brought up to date instead of being compared alone.
    static final boolean WRITING = Boolean.getBoolean("recloop.house-rules.write");

    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".recloop", ".idea", "node_modules", "shared");

    private Repository() {}

    /// The Java files of all modules, tests included, in a fixed order.
    static List<Path> javaFiles() {
        return files(".java");
    }

    /// README, changelog and the documents, in a fixed order.
    static List<Path> documents() {
        return files(".md");
    }

    private static List<Path> files(String ending) {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skipped = NOT_OURS.contains(folder.getFileName().toString());
                    return skipped && !folder.equals(ROOT) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(ending)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot walk " + ROOT, e);
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /// As people and messages name a file: its path from the root.
    static String name(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    /// The folder of the module that holds a file: `alert-service`, `deploy/local`.
    static String module(Path file) {
        var name = name(file);
        int source = name.indexOf("/src/");
        return source < 0 ? "" : name.substring(0, source);
    }

    static boolean isTest(Path file) {
        return name(file).contains("/src/test/");
    }
}
