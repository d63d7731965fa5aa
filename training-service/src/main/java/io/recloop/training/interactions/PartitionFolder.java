package io.recloop.training.interactions;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The segments of one partition. Only a file that was forced to the disk and renamed is a segment, so a crash at any
/// moment leaves a whole segment or none.
final class PartitionFolder {
    private static final String PART = ".part";

    private final Path folder;

    PartitionFolder(Path folder) {
        this.folder = folder;
    }

    /// The newest state: `live` cover the partition's past without gap or overlap, `merged` are left from a merge and
    /// covered by a live one.
    record Contents(List<Segment> live, List<Segment> merged) {
        /// The first offset that no segment covers; 0 where there is none.
        long next() {
            return live.isEmpty() ? 0 : live.getLast().last() + 1;
        }
    }

    /// @throws BrokenLakeException where offsets are missing between two segments or belong to two
    Contents contents() throws IOException {
        if (!Files.isDirectory(folder)) {
            return new Contents(List.of(), List.of());
        }
        List<Segment> all;
        try (var files = Files.list(folder)) {
            all = files.flatMap(file -> Segment.of(file).stream())
                    .sorted(Comparator.comparingLong(Segment::first)
                            .thenComparing(
                                    Comparator.comparingLong(Segment::last).reversed()))
                    .toList();
        }
        var live = new ArrayList<Segment>();
        var merged = new ArrayList<Segment>();
        for (var segment : all) {
            long next = live.isEmpty() ? segment.first() : live.getLast().last() + 1;
            if (segment.last() < next) {
                merged.add(segment);
            } else if (segment.first() == next) {
                live.add(segment);
            } else {
                throw new BrokenLakeException(
                        "%s begins at offset %d, but the segments before it end at %d: a file was removed or added by hand; restore it, or remove the folder to read the partition again"
                                .formatted(segment.file(), segment.first(), next - 1));
            }
        }
        return new Contents(List.copyOf(live), List.copyOf(merged));
    }

    /// Where a writer puts a segment's rows before [#commit].
    Path part(long first, long last) throws IOException {
        createDurably(folder);
        return folder.resolve(Segment.name(first, last) + PART);
    }

    Segment commit(Path part, long first, long last) throws IOException {
        force(part);
        var file = folder.resolve(Segment.name(first, last));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
        return new Segment(first, last, file);
    }

    /// What a crash left half written.
    void removeParts() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> parts;
        try (var files = Files.list(folder)) {
            parts = files.filter(file -> file.toString().endsWith(PART)).toList();
        }
        for (var part : parts) {
            Files.deleteIfExists(part);
        }
    }

    static void createDurably(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path parent = folder.getParent();
            if (parent != null) {
                createDurably(parent);
            }
            Files.createDirectories(folder);
            if (parent != null) {
                force(parent);
            }
        }
    }

    static void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
