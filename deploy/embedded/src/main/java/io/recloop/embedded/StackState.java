package io.recloop.embedded;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// What the process of the shared stack tells those who want to use it: `stack.properties` in its folder.
record StackState(long pid, String bootstrapServers, String jdbcUrl, String user, String password) {

    private static final String FILE = "stack.properties";

    static Optional<StackState> in(Path folder) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(folder.resolve(FILE))));
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(new StackState(
                Long.parseLong(properties.getProperty("pid")),
                properties.getProperty("bootstrapServers"),
                properties.getProperty("jdbcUrl"),
                properties.getProperty("user"),
                properties.getProperty("password")));
    }

    void writeTo(Path folder) throws IOException {
        var properties = new Properties();
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("bootstrapServers", bootstrapServers);
        properties.setProperty("jdbcUrl", jdbcUrl);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        var text = new StringWriter();
        properties.store(text, null);
        AtomicFiles.write(folder.resolve(FILE), text.toString());
    }

    boolean isAlive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
