package io.recloop.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How the broker's process is started.
///
/// @param heapMegabytes maximum heap; 512 serves a laptop
public record BrokerCommand(Path dataDir, int port, int controllerPort, int heapMegabytes) {

    /// In the data folder; holds the process id once clients may connect. Deleted when a broker starts.
    public static final String READY_FILE = "broker.ready";

    public BrokerCommand {
        if (heapMegabytes < 128) {
            throw new IllegalArgumentException("the broker needs a heap of 128 MB or more, was " + heapMegabytes);
        }
    }

    public BrokerCommand(Path dataDir, int port, int controllerPort) {
        this(dataDir, port, controllerPort, 512);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /// @throws IllegalStateException when the broker's jars were not copied yet
    public List<String> commandLine() {
        var line = new ArrayList<>(Jvm.command(EmbeddedClasspath.forChild(), heapMegabytes));
        line.add(BrokerMain.class.getName());
        line.add(dataDir.toAbsolutePath().toString());
        line.add(Integer.toString(port));
        line.add(Integer.toString(controllerPort));
        return List.copyOf(line);
    }

    List<String> commandLineWatching(long pid) {
        var line = new ArrayList<>(commandLine());
        line.add(Long.toString(pid));
        return List.copyOf(line);
    }
}
