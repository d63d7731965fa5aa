package io.recloop.embedded;

import java.nio.file.Path;
import java.util.List;

/// The beginning of a child JVM's command line.
final class Jvm {

    private Jvm() {}

    static List<String> command(String classpath, int heapMegabytes) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-Xms64m",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true",
                "-cp",
                classpath);
    }
}
