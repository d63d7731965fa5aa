package io.recloop.local.supervision;

import io.recloop.local.layout.DataDir;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.Phase;
import io.recloop.local.layout.PortBlock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Starts a stack stage by stage, keeps it alive, and stops it in reverse order.
///
/// One a data folder, which a file lock sees to. [#start()] and [#stop()] may come from different threads.
public final class Supervisor {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int LAST_LINES = 12;

    private final DataDir dataDir;
    private final List<Stage> stages;
    private final Backoff backoff;
    private final Journal journal;
    private final List<List<Keeper>> kept = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch stopBegan = new CountDownLatch(1);
    private @Nullable FileLock lock;

    Supervisor(DataDir dataDir, List<Stage> stages, Backoff backoff, Journal journal) {
        this.dataDir = dataDir;
        this.stages = stages;
        this.backoff = backoff;
        this.journal = journal;
    }

    /// The local stack: broker and database, topics, then the five services.
    ///
    /// @param root    the checkout, where the services are built
    /// @param console hears one line for each thing that happens
    public static Supervisor ofStack(
            Path root, DataDir dataDir, PortBlock ports, Clock clock, Consumer<String> console) {
        var journal = new Journal(dataDir, ports, clock, console);
        return new Supervisor(dataDir, LocalStages.of(root, dataDir, ports), Backoff.DEFAULT, journal);
    }

    /// Returns when everything is ready.
    ///
    /// @throws LocalFailure when something did not become ready; everything is stopped again then
    public void start() {
        lock();
        try {
            for (var stage : stages) {
                start(stage);
            }
            journal.stack(Phase.READY, null);
        } catch (LocalFailure e) {
            var interrupted = stopBegan.getCount() == 0;
            stop();
            if (!interrupted) {
                journal.stack(Phase.FAILED, e.getMessage());
            }
            throw e;
        }
    }

    /// Returns when everything has stopped; nothing happens when it has already.
    public void stop() {
        stopBegan.countDown();
        synchronized (stopped) {
            if (stopped.getCount() == 0) {
                return;
            }
            journal.stack(Phase.STOPPING, null);
            for (var group : groups().reversed()) {
                try (var together = new Together()) {
                    group.forEach(keeper -> together.run(() -> keeper.stop(STOP_LIMIT)));
                }
            }
            try {
                Files.deleteIfExists(dataDir.runState());
                release();
            } catch (IOException e) {
                journal.say("cannot tidy up " + dataDir.path() + ": " + e);
            }
            stopped.countDown();
        }
    }

    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    private void start(Stage stage) {
        var keepers = stage.components().stream()
                .map(component -> new Keeper(component, backoff, journal))
                .toList();
        synchronized (kept) {
            if (stopBegan.getCount() == 0) {
                throw new LocalFailure("stopped while starting");
            }
            kept.add(keepers);
            keepers.forEach(Keeper::begin);
        }
        for (var keeper : keepers) {
            try {
                keeper.awaitFirstReady();
            } catch (LocalFailure e) {
                if (stopBegan.getCount() > 0) {
                    journal.say("the end of " + keeper.component().log() + ":");
                    LogTail.lines(keeper.component().log(), LAST_LINES).forEach(line -> journal.say("  | " + line));
                }
                throw e;
            }
        }
        stage.afterwards().run();
    }

    private List<List<Keeper>> groups() {
        synchronized (kept) {
            return List.copyOf(kept);
        }
    }

    private void lock() {
        try {
            var channel = FileChannel.open(dataDir.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
        } catch (OverlappingFileLockException e) {
            lock = null;
        } catch (IOException e) {
            throw new LocalFailure("cannot lock " + dataDir.lock() + ": " + e);
        }
        if (lock == null) {
            throw new LocalFailure("a stack is running already on " + dataDir.path(), 1);
        }
    }

    private void release() throws IOException {
        var held = lock;
        if (held != null) {
            held.acquiredBy().close();
        }
    }
}
