package io.recloop.local.demo;

import io.recloop.local.layout.DataDir;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.RunState;
import io.recloop.local.supervision.Orphans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// The demo's own data folder. It is emptied for each demo, so nothing but a demo's folder may ever be taken for one.
final class DemoFolder {
    private static final String MARK = "made-by-recloop-demo";

    private final DataDir dataDir;

    DemoFolder(Path path) {
        this.dataDir = new DataDir(path);
    }

    DataDir dataDir() {
        return dataDir;
    }

    /// Stops what an earlier demo left running here, and empties the folder.
    ///
    /// @throws LocalFailure where the folder holds something that no demo made, or cannot be used
    void begin() {
        var path = dataDir.path();
        try {
            if (Files.exists(path) && !isEmpty(path)) {
                if (!Files.exists(path.resolve(MARK))) {
                    throw new LocalFailure(path + " holds something else; choose an empty folder with --data-dir");
                }
                RunState.in(dataDir).ifPresent(left -> {
                    var supervisor = left.supervisor().alive();
                    if (supervisor.isPresent()) {
                        DemoStack.end(supervisor.get());
                    } else {
                        var unused = Orphans.stop(dataDir, left);
                    }
                });
                delete(path);
            }
            dataDir.create();
            Files.writeString(path.resolve(MARK), "`./recloop demo` empties this folder when it starts.\n");
        } catch (IOException e) {
            throw new LocalFailure("cannot use " + path + ": " + e.getMessage());
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
