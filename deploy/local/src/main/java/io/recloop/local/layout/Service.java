package io.recloop.local.layout;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The five services, in the order of their ports.
public enum Service {
    RECOMMENDER("recommender", new Heap(0, 512), true, true),
    TRAINING("training", new Heap(64, 1024), true, true),
    MONITOR("monitor", new Heap(64, 384), true, false),
    ALERT("alert", new Heap(48, 192), false, false),
    SCHEDULER("scheduler", new Heap(48, 192), false, false);

    private final String label;
    private final Heap heap;
    private final boolean hot;
    private final boolean vectors;

    /// @param initialMegabytes 0 leaves it to the JVM
    private record Heap(int initialMegabytes, int mostMegabytes) {}

    /// @param hot whether it computes so much that it pays to compile its code a second time, for speed
    Service(String label, Heap heap, boolean hot, boolean vectors) {
        this.label = label;
        this.heap = heap;
        this.hot = hot;
        this.vectors = vectors;
    }

    /// What a person calls it: `training`.
    public String label() {
        return label;
    }

    public String module() {
        return label + "-service";
    }

    public int port(PortBlock ports) {
        return ports.services() + ordinal();
    }

    public URI url(PortBlock ports) {
        return URI.create("http://127.0.0.1:" + port(ports));
    }

    public Path jar(Path root) {
        return application(root).resolve("quarkus-run.jar");
    }

    /// The folder of all its jars.
    public Path application(Path root) {
        return root.resolve(module()).resolve("target/quarkus-app");
    }

    /// Options for the service's JVM; heaps are small, so that all five fit beside a broker and a database on a
    /// laptop.
    ///
    /// @param extra whitespace-separated, given last so that it wins
    public List<String> jvmOptions(String extra) {
        var options = new ArrayList<>(List.of(
                "-Xmx" + heap.mostMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-Xss512k",
                "-XX:+ExitOnOutOfMemoryError",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        if (heap.initialMegabytes() > 0) {
            options.add("-Xms" + heap.initialMegabytes() + "m");
        }
        if (!hot) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        if (this == MONITOR) {
            // Records are gathered for a transaction: they must fit where they die, or each is copied to where they
            // do not.
            options.add("-XX:NewRatio=1");
        }
        if (vectors) {
            options.add("--add-modules=jdk.incubator.vector");
        }
        options.add("--enable-native-access=ALL-UNNAMED");
        extra.strip()
                .lines()
                .flatMap(line -> List.of(line.split("\\s+", -1)).stream())
                .filter(o -> !o.isEmpty())
                .forEach(options::add);
        return List.copyOf(options);
    }

    /// @param archive options for an archive of classes
    public List<String> commandLine(Path root, List<String> archive, String extra) {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(archive);
        line.addAll(jvmOptions(extra));
        line.add("-jar");
        line.add(jar(root).toString());
        return List.copyOf(line);
    }
}
