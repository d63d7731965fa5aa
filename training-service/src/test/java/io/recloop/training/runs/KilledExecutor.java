package io.recloop.training.runs;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.contracts.bundle.FolderStore;
import io.recloop.training.WithoutLoops;
import io.recloop.training.interactions.LakeFixture;
import io.recloop.training.wire.EventLog;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Executes runs until it is killed; started by [RunMain] alone.
@QuarkusTest
@TestProfile(WithoutLoops.class)
class KilledExecutor {
    @Inject
    Workshop.Registry registry;

    @Inject
    EventLog topics;

    @Test
    void executes() {
        var bootstrap = System.getProperty("kafka.bootstrap.servers");
        var prefix = System.getProperty("recloop.topic-prefix");
        var folder = Path.of(System.getProperty("test.folder"));
        var breakpoint = Breakpoint.valueOf(System.getProperty("test.breakpoint"));
        var reached = folder.resolve("reached");
        var ingest = LakeFixture.ingest(bootstrap, prefix, folder.resolve("lake"));
        ingest.start();
        var log = breakpoint.in(topics, reached);
        var root = folder.resolve("store");
        var store = breakpoint.in(new FolderStore(root), root, reached);
        var workshop = new Workshop(registry, folder);
        workshop.executor(ingest, store, log, Map.of(), workshop.lease()).run();
    }
}
