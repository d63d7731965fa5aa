package io.recloop.local.layout;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The five services, in the order of their ports.
public enum Service {
    RECOMMENDER("recommender", 512, true),
    TRAINING("training", 1024, true),
    MONITOR("monitor", 384, false),
    ALERT("alert", 192, false),
    SCHEDULER("scheduler", 192, false);

    private final String label;
    private final int heapMegabytes;
    private final boolean vectors;

    Service(String label, int heapMegabytes, boolean vectors) {
        this.label = label;
        this.heapMegabytes = heapMegabytes;
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
        return root.resolve(module()).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /// Options for the service's JVM; heaps are small, so that all five fit beside a broker and a database on a
    /// laptop.
    ///
    /// @param extra whitespace-separated, given last so that it wins
    List<String> jvmOptions(String extra) {
        var options = new ArrayList<>(List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-Xss512k",
                "-XX:+ExitOnOutOfMemoryError",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
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

    public List<String> commandLine(Path root, String extra) {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(jvmOptions(extra));
        line.add("-jar");
        line.add(jar(root).toString());
        return List.copyOf(line);
    }
}
