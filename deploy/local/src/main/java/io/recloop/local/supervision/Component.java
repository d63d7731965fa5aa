package io.recloop.local.supervision;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// A process that the supervisor keeps alive. Called by one thread at a time.
interface Component {
    String name();

    int port();

    Path log();

    /// How long it may take from its start until it is ready.
    Duration startLimit();

    ProcessHandle start() throws IOException;

    boolean isReady(ProcessHandle process);

    /// Asks the process to end, and ends it when it has not after `limit`.
    void stop(ProcessHandle process, Duration limit);

    /// How the process that was started last has ended, for people.
    String lastWords();
}
