package io.recloop.learning.offline;

import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.Trainer;
import io.recloop.learning.engine.TrainingData;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of a training.
final class TrainOptions {
    private static final CsrMatrix ONE_PAIR = CsrMatrix.ofPairs(1, 1, new int[] {0}, new int[] {0});

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the algorithm; repeatable. An unknown name lists the known ones")
    private Map<String, Double> given = new LinkedHashMap<>();

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Random seed; the same seed gives the same model (default: the algorithm's)")
    private @Nullable Long seed;

    @Option(names = "--threads", paramLabel = "NUMBER", description = "Threads (default: one per core)")
    private int threads = Runtime.getRuntime().availableProcessors();

    int threads() {
        if (threads < 1 || threads > 1024) {
            throw new OfflineException("--threads must be in 1..1024, was " + threads);
        }
        return threads;
    }

    /// The seed is among them where the algorithm has one.
    Map<String, Double> given(Algorithm algorithm) {
        var all = new LinkedHashMap<>(given);
        boolean seeded = algorithm.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("seed"));
        if (seed != null && seeded) {
            all.put("seed", (double) seed);
        }
        return all;
    }

    /// Before a large file is read for nothing.
    ///
    /// @throws OfflineException naming what is unknown or out of its range
    void check(Algorithm algorithm) {
        settings(algorithm, ONE_PAIR);
    }

    /// The defaults for these data, changed by what was given.
    ///
    /// @throws OfflineException naming what is unknown or out of its range
    Settings settings(Algorithm algorithm, CsrMatrix positives) {
        try {
            return algorithm.settings(positives, given(algorithm)).withThreads(threads());
        } catch (IllegalArgumentException e) {
            throw new OfflineException(algorithm.code() + ": " + e.getMessage());
        }
    }

    static Algorithm algorithm(String code) {
        try {
            return Algorithm.of(code);
        } catch (IllegalArgumentException e) {
            throw new OfflineException("--model: " + e.getMessage());
        }
    }

    /// The same for that many iterations, which is what was best; as they are where the algorithm has none.
    static Settings asLongAs(Settings settings, int iterations) {
        return settings.toMap().containsKey("iterations") ? settings.with("iterations", iterations) : settings;
    }

    /// @throws OfflineException where the heap is too small for a training, or the algorithm refuses the data
    static void requireMemory(Trainer trainer, TrainingData data) {
        var runtime = Runtime.getRuntime();
        long needed = needed(trainer, data);
        long free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
        if (needed > free) {
            // What is garbage counts as used until it is collected.
            System.gc();
            free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
        }
        if (needed > free) {
            throw new OfflineException(
                    "training needs about %,d MB beside the data, and %,d of the heap's %,d MB are free: take fewer factors, or more memory with RECLOOP_OFFLINE_JAVA_OPTS=-Xmx…"
                            .formatted(needed >> 20, free >> 20, runtime.maxMemory() >> 20));
        }
    }

    private static long needed(Trainer trainer, TrainingData data) {
        try {
            return trainer.memory(data);
        } catch (IllegalArgumentException e) {
            throw new OfflineException(trainer.settings().algorithm().code() + ": " + e.getMessage());
        }
    }
}
