package io.recloop.benchmarks.training;

import com.sun.management.OperatingSystemMXBean;
import io.quarkus.runtime.configuration.DurationConverter;
import io.recloop.contracts.bundle.FolderStore;
import io.recloop.contracts.events.EventCodec;
import io.recloop.learning.engine.AlsSettings;
import io.recloop.learning.engine.AlsTrainer;
import io.recloop.learning.engine.TrainingContext;
import io.recloop.learning.text.LexiconClassifier;
import io.recloop.training.dataset.DatasetBuilder;
import io.recloop.training.dataset.DatasetConfig;
import io.recloop.training.dataset.DatasetRefresh;
import io.recloop.training.dataset.LakeBuild;
import io.recloop.training.interactions.Lake;
import io.recloop.training.interactions.LakeMerge;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Refresh and ten iterations of ALS at 64 factors on lakes of any size, one JSON line each; every size in a JVM of its
/// own, with the options of this one, so that peaks of memory are its own. The lake is written before, by another.
///
/// Run: `java -Xmx4g -XX:+UseTransparentHugePages --add-modules jdk.incubator.vector -cp
/// 'benchmarks/target/classes:benchmarks/target/lib/*' io.recloop.benchmarks.training.ScaleRun FOLDER 1 5 10 25 50`,
/// sizes in millions of interactions. There are 50 interactions for each user and 500 for each item. The folder needs
/// about 0.15 GB for each million, of which the lake, a quarter, stays for the next time.
/// `-Drecloop.scale.memory=4GB` is what DuckDB is given.
public final class ScaleRun {
    private static final int MILLION = 1_000_000;
    private static final int FACTORS = 64;
    private static final int ITERATIONS = 10;

    private ScaleRun() {}

    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.err.println("usage: ScaleRun FOLDER MILLIONS...");
            System.exit(2);
        }
        var folder = Path.of(args[args.length == 3 && args[0].startsWith("--") ? 1 : 0]);
        switch (args[0]) {
            case "--write" -> lake(args[2]).write(folder);
            case "--measure" -> System.out.println(EventCodec.JSON.writeValueAsString(measure(folder, args[2])));
            default -> {
                for (var millions : List.of(args).subList(1, args.length)) {
                    runAlone(Files.createDirectories(folder).resolve(millions + "m"), millions);
                }
            }
        }
    }

    private static SimulatedLake lake(String millions) {
        long interactions = Math.round(Double.parseDouble(millions) * MILLION);
        return new SimulatedLake(interactions, interactions / 50, interactions / 500);
    }

    private static void runAlone(Path folder, String millions) throws IOException, InterruptedException {
        if (!Files.exists(folder.resolve("lake"))) {
            fork("--write", folder.resolve("draft"), millions);
            Files.createDirectories(folder);
            Files.move(folder.resolve("draft"), folder.resolve("lake"));
        }
        fork("--measure", folder, millions);
    }

    private static void fork(String what, Path folder, String millions) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ScaleRun.class.getName()));
        command.addAll(List.of(what, folder.toString(), millions));
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("%s %s ended with status %d".formatted(what, millions, status));
        }
    }

    private static Map<String, Object> measure(Path folder, String millions) throws Exception {
        var work = folder.resolve("work");
        remove(work);
        try {
            return measure(lake(millions), folder.resolve("lake"), Files.createDirectories(work));
        } finally {
            remove(work);
        }
    }

    private static Map<String, Object> measure(SimulatedLake simulated, Path lake, Path work) throws Exception {
        var store = new FolderStore(Files.createDirectories(work.resolve("store")));
        var refresh = new DatasetRefresh(
                new LakeBuild(new Lake(lake), config(), LexiconClassifier.standard(), Clock.systemUTC()),
                store,
                LakeMerge.NONE);
        var request = DatasetRefresh.Request.of(new DatasetBuilder.Request("default", Optional.empty(), 1));
        var figures = new LinkedHashMap<String, Object>();
        figures.put("interactions", simulated.interactions());

        long start = System.nanoTime();
        long worked = cpuNanos();
        var dataset = refresh.take(request, Files.createDirectories(work.resolve("refresh")));
        double refreshed = seconds(start);
        figures.put("users", dataset.users().size());
        figures.put("items", dataset.items().size());
        figures.put("pairs", dataset.description().counts().pairs());
        figures.put("refreshSeconds", rounded(refreshed));
        figures.put("refreshMicrosPerInteraction", rounded(refreshed * MILLION / simulated.interactions()));
        figures.put("refreshCpuSeconds", rounded((cpuNanos() - worked) / 1e9));
        figures.put("refreshPeakHeapMb", peakHeap());
        figures.put("refreshPeakRssMb", peakResident());
        var steps = new LinkedHashMap<String, Double>();
        dataset.description().statistics().steps().forEach(step -> steps.put(step.name(), rounded(step.seconds())));
        figures.put("steps", steps);

        start = System.nanoTime();
        var data = dataset.trainingData();
        figures.put("trainingDataSeconds", rounded(seconds(start)));
        figures.put("positives", data.positives().entries());
        var settings = AlsSettings.defaultsFor(data.positives())
                .with("factors", FACTORS)
                .with("iterations", ITERATIONS);
        var iterations = new ArrayList<Double>();
        worked = cpuNanos();
        new AlsTrainer(settings)
                .train(
                        data,
                        TrainingContext.ALONE.withListener(
                                iteration -> iterations.add(iteration.took().toNanos() / 1e9)));
        figures.put("trainingCpuSeconds", rounded((cpuNanos() - worked) / 1e9));
        iterations.sort(Comparator.naturalOrder());
        double median = (iterations.get(ITERATIONS / 2 - 1) + iterations.get(ITERATIONS / 2)) / 2;
        figures.put("iterationSeconds", rounded(median));
        figures.put("iterationSecondsMin", rounded(iterations.getFirst()));
        figures.put("iterationSecondsMax", rounded(iterations.getLast()));
        figures.put("iterationMicrosPerInteraction", rounded(median * MILLION / simulated.interactions()));
        figures.put("peakHeapMb", peakHeap());
        figures.put("peakRssMb", peakResident());
        return figures;
    }

    static DatasetConfig config() {
        return new SmallRyeConfigBuilder()
                .withMapping(DatasetConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withDefaultValue("recloop.training.dataset.memory", System.getProperty("recloop.scale.memory", "4GB"))
                .build()
                .getConfigMapping(DatasetConfig.class);
    }

    /// Of all threads, DuckDB's included: tells how much of the time others took on a machine that is not quiet.
    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /// The sum of the peaks of all pools, which need not have been at one time: no less than the real one.
    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                >> 20;
    }

    /// Of the whole process, DuckDB's memory included.
    private static long peakResident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(0)
                >> 10;
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
