package io.recloop.embedded;

import java.nio.file.Path;

/// The broker and the database of one Maven run, inside the process that holds them.
interface SharedServers {
    /// @param folder   of the run; the embedded servers keep their data in it
    /// @param software where PostgreSQL is unpacked
    /// @throws IllegalStateException when they do not start; the message says why
    static SharedServers start(StackKind kind, Path folder, Path software) throws InterruptedException {
        return switch (kind) {
            case EMBEDDED -> EmbeddedServers.start(folder, software);
            case CONTAINERS -> ContainerServers.start();
        };
    }

    /// How tests reach them.
    StackState state();

    /// Returns when the broker has ended.
    void awaitShutdown() throws InterruptedException;

    void stop();
}
