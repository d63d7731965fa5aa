package io.recloop.training.runs;

import io.recloop.contracts.Topic;
import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.RunProgressed;
import io.recloop.training.wire.EventLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A point at which a process stands still for ever, so that it can be killed right there.
enum Breakpoint {
    /// Half of a dataset is in the store.
    DATASET_HALF_STORED,
    /// Iteration 7 of the training that will be judged.
    WHILE_TRAINING,
    /// The same of the serving model's settings, trained again without the slice.
    WHILE_TRAINING_THE_STAND_IN,
    /// Half of a bundle is in the store.
    BUNDLE_HALF_STORED,
    /// The bundle is in the store, and nothing else knows.
    BUNDLE_STORED,
    /// The registry knows the model, the topic does not.
    BEFORE_ANNOUNCING,
    /// The topic has the announcement, the registry does not know.
    AFTER_ANNOUNCING;

    private static final int ITERATION = 7;

    private boolean isWhile(String stage) {
        return switch (this) {
            case WHILE_TRAINING -> stage.equals("train");
            case WHILE_TRAINING_THE_STAND_IN -> stage.equals("incumbent");
            default -> false;
        };
    }

    /// Says that it has been reached, and returns never.
    private void reach(Path reached) {
        try {
            Files.writeString(reached, name());
            new CountDownLatch(1).await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    ArtifactStore in(ArtifactStore store, Path root, Path reached) {
        return new ArtifactStore() {
            @Override
            public String put(String key, Path folder) throws IOException {
                if ((Breakpoint.this == DATASET_HALF_STORED && key.startsWith("datasets/"))
                        || (Breakpoint.this == BUNDLE_HALF_STORED && key.startsWith("models/"))) {
                    copyHalf(folder, root.resolve(key).resolveSibling(".part-killed"));
                    reach(reached);
                }
                var uri = store.put(key, folder);
                if (Breakpoint.this == BUNDLE_STORED && key.startsWith("models/")) {
                    reach(reached);
                }
                return uri;
            }

            @Override
            public void fetch(String key, Path folder) throws IOException {
                store.fetch(key, folder);
            }

            @Override
            public List<String> list(String key) throws IOException {
                return store.list(key);
            }

            @Override
            public void move(String from, String to) throws IOException {
                store.move(from, to);
            }

            @Override
            public void delete(String key) throws IOException {
                store.delete(key);
            }
        };
    }

    /// As the store itself does it, up to the point at which it would be killed.
    private static void copyHalf(Path folder, Path part) throws IOException {
        Files.createDirectories(part);
        try (var files = Files.list(folder)) {
            var all = files.toList();
            for (var file : all.subList(0, all.size() / 2)) {
                Files.copy(file, part.resolve(file.getFileName()));
            }
        }
    }

    EventLog in(EventLog log, Path reached) {
        return new EventLog() {
            @Override
            public void append(Topic topic, Event event) {
                boolean announcement = event instanceof ModelPublished;
                if (announcement && Breakpoint.this == BEFORE_ANNOUNCING) {
                    reach(reached);
                }
                log.append(topic, event);
                if (announcement && Breakpoint.this == AFTER_ANNOUNCING) {
                    reach(reached);
                }
            }

            @Override
            public void offer(Topic topic, Event event) {
                log.offer(topic, event);
                if (event instanceof RunProgressed progress
                        && isWhile(progress.stage())
                        && progress.metrics().getOrDefault("iteration", 0.0) == ITERATION) {
                    reach(reached);
                }
            }
        };
    }
}
