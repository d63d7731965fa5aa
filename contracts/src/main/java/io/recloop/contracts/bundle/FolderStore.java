package io.recloop.contracts.bundle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/// A store in a folder. A `put` is written beside its place, forced to the disk and renamed: a crash leaves a
/// `.part` folder that nobody lists, never half a bundle.
public final class FolderStore implements ArtifactStore {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*");
    private static final String PART = ".part-";

    private final Path root;

    public FolderStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public String put(String key, Path folder) throws IOException {
        Path target = resolve(key);
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(key);
        }
        Path parent = parentOf(target);
        Files.createDirectories(parent);
        Path part = parent.resolve(PART + UUID.randomUUID());
        try {
            copy(folder, part, true);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            deleteTree(part);
            throw e;
        }
        force(parent);
        return target.toUri().toString();
    }

    @Override
    public void fetch(String key, Path folder) throws IOException {
        Path source = resolve(key);
        if (!Files.isDirectory(source)) {
            throw new NoSuchFileException(key);
        }
        copy(source, folder, false);
    }

    @Override
    public List<String> list(String key) throws IOException {
        Path folder = resolve(key);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var children = Files.list(folder)) {
            return children.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void move(String from, String to) throws IOException {
        Path source = resolve(from);
        Path target = resolve(to);
        if (!Files.isDirectory(source)) {
            throw new NoSuchFileException(from);
        }
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(to);
        }
        Path parent = parentOf(target);
        Files.createDirectories(parent);
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        force(parent);
        force(parentOf(source));
    }

    @Override
    public void delete(String key) throws IOException {
        deleteTree(resolve(key));
    }

    private Path resolve(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not a key of the store: a relative path of plain names is");
        }
        return root.resolve(key);
    }

    private static Path parentOf(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("a store cannot be at the root of a file system");
        }
        return parent;
    }

    /// Bundles are flat: sub-folders are not copied, because nothing writes them. What is neither a folder nor a file
    /// that can be read is an error: a copy that leaves a file out in silence looks like a broken bundle.
    private static void copy(Path source, Path target, boolean durable) throws IOException {
        Files.createDirectories(target);
        try (var files = Files.list(source)) {
            for (Path file : files.filter(path -> !Files.isDirectory(path)).toList()) {
                if (!Files.isRegularFile(file)) {
                    throw new IOException("%s is no file that can be read".formatted(file));
                }
                Path copy = target.resolve(file.getFileName().toString());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                if (durable) {
                    force(copy);
                }
            }
        }
        if (durable) {
            force(target);
        }
    }

    private static void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
