package io.recloop.training.interactions;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.EventCodec;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// `<root>/<topic>/epoch-0001/<partition>/<first>-<last>.parquet`. The names of the segments are the offset store:
/// where they end is where reading goes on. Thread-safe; one ingesting process writes, any number read.
@Singleton
public final class Lake {
    private static final String EPOCH_FILE = "epoch.json";
    private static final String CURRENT = "current";
    private static final String ID_FILE = "lake-id";

    private final Path root;

    @Inject
    Lake(LakeConfig config) {
        this(config.dir());
    }

    public Lake(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /// How far a topic has been read.
    ///
    /// @param epoch       the topic's present life, absent before the first contact with the broker
    /// @param nextOffsets partition to the first offset that is not in the lake, of the present epoch
    /// @param segments    live ones, of all epochs
    public record Coverage(Optional<String> epoch, Map<Integer, Long> nextOffsets, int segments) {}

    /// A moment of a topic: the files to read, and where they end.
    public record Snapshot(List<Path> files, Coverage coverage) {
        /// The files of the present epoch that hold anything from these offsets on.
        ///
        /// @param offsets partition to the first offset that is wanted; all of a partition that is not named
        public List<Path> filesFrom(Map<Integer, Long> offsets) {
            return files.stream().filter(file -> holdsFrom(file, offsets)).toList();
        }

        private boolean holdsFrom(Path file, Map<Integer, Long> offsets) {
            var partition = file.getParent();
            var epoch = partition == null ? null : partition.getParent();
            if (partition == null || epoch == null) {
                return false;
            }
            long wanted = offsets.getOrDefault(Integer.valueOf(String.valueOf(partition.getFileName())), 0L);
            return coverage.epoch()
                            .filter(String.valueOf(epoch.getFileName())::equals)
                            .isPresent()
                    && Segment.of(file)
                            .filter(segment -> segment.last() >= wanted)
                            .isPresent();
        }
    }

    /// @throws BrokenLakeException where files are missing
    public Snapshot snapshot(Topic topic) throws IOException {
        var current = current(topic);
        var files = new ArrayList<Path>();
        var next = new TreeMap<Integer, Long>();
        for (var epoch : epochs(topic)) {
            for (var partition : partitions(epochFolder(topic, epoch)).entrySet()) {
                var contents = partition.getValue().contents();
                contents.live().forEach(segment -> files.add(segment.file()));
                if (current.isPresent() && current.get().equals(epoch)) {
                    next.put(partition.getKey(), contents.next());
                }
            }
        }
        return new Snapshot(List.copyOf(files), new Coverage(current.map(Epoch::name), Map.copyOf(next), files.size()));
    }

    public Path root() {
        return root;
    }

    /// Tells this lake from every other, wherever it is mounted.
    String id() throws IOException {
        var file = root.resolve(ID_FILE);
        if (!Files.exists(file)) {
            PartitionFolder.createDurably(root);
            var draft = root.resolve(ID_FILE + "-" + UUID.randomUUID());
            Files.writeString(draft, UUID.randomUUID().toString());
            try {
                // A link and not a move: of two that create it at the same time one must lose.
                Files.createLink(file, draft);
            } catch (java.nio.file.FileAlreadyExistsException e) {
                return Files.readString(file);
            } finally {
                Files.deleteIfExists(draft);
            }
        }
        return Files.readString(file);
    }

    Optional<Epoch> current(Topic topic) throws IOException {
        var marker = topicFolder(topic).resolve(CURRENT);
        if (!Files.exists(marker)) {
            return Optional.empty();
        }
        var name = Files.readString(marker);
        return epochs(topic).stream().filter(epoch -> epoch.name().equals(name)).findFirst();
    }

    /// The epoch of this very topic: one that is there already, or a new one. Becomes the current one.
    Epoch enter(Topic topic, Epoch.TopicIdentity identity, Instant now) throws IOException {
        var known = epochs(topic);
        var epoch = known.stream()
                .filter(candidate -> candidate.isOf(identity))
                .findFirst()
                .orElse(null);
        if (epoch == null) {
            epoch = new Epoch("epoch-%04d".formatted(known.size() + 1), identity.clusterId(), identity.topicId(), now);
            var folder = epochFolder(topic, epoch);
            PartitionFolder.createDurably(folder);
            writeDurably(folder.resolve(EPOCH_FILE), EventCodec.JSON.writeValueAsString(epoch));
        }
        if (!current(topic).filter(epoch::equals).isPresent()) {
            writeDurably(topicFolder(topic).resolve(CURRENT), epoch.name());
        }
        return epoch;
    }

    PartitionFolder partition(Topic topic, Epoch epoch, int partition) {
        return new PartitionFolder(epochFolder(topic, epoch).resolve(Integer.toString(partition)));
    }

    private List<Epoch> epochs(Topic topic) throws IOException {
        var folder = topicFolder(topic);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files;
        try (var children = Files.list(folder)) {
            files = children.map(child -> child.resolve(EPOCH_FILE))
                    .filter(Files::exists)
                    .toList();
        }
        var epochs = new ArrayList<Epoch>();
        for (var file : files) {
            epochs.add(EventCodec.JSON.readValue(file.toFile(), Epoch.class));
        }
        epochs.sort(Comparator.comparing(Epoch::name));
        if (new HashSet<>(epochs.stream().map(Epoch::name).toList()).size() != epochs.size()) {
            throw new BrokenLakeException("two folders of %s claim to be the same epoch".formatted(folder));
        }
        return epochs;
    }

    private static Map<Integer, PartitionFolder> partitions(Path epochFolder) throws IOException {
        var partitions = new TreeMap<Integer, PartitionFolder>();
        try (var children = Files.list(epochFolder)) {
            children.filter(Files::isDirectory)
                    .filter(child -> String.valueOf(child.getFileName()).matches("\\d{1,9}"))
                    .forEach(child -> partitions.put(
                            Integer.valueOf(String.valueOf(child.getFileName())), new PartitionFolder(child)));
        }
        return partitions;
    }

    private Path topicFolder(Topic topic) {
        return root.resolve(topic.topicName());
    }

    private Path epochFolder(Topic topic, Epoch epoch) {
        return topicFolder(topic).resolve(epoch.name());
    }

    private static void writeDurably(Path file, String text) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.writeString(draft, text);
        PartitionFolder.force(draft);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path parent = file.getParent();
        if (parent != null) {
            PartitionFolder.force(parent);
        }
    }
}
