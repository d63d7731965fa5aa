package io.recloop.training.runs;

import io.recloop.contracts.bundle.FolderStore;
import io.recloop.training.interactions.LakeFixture;
import io.recloop.training.wire.KafkaEventLog;
import io.recloop.training.wire.TopicNames;
import java.nio.file.Path;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/// The executor in a process of its own, to be killed at a breakpoint:
/// `RunMain BOOTSTRAP PREFIX JDBC-URL USER PASSWORD FOLDER BREAKPOINT`.
public final class RunMain {
    private RunMain() {}

    public static void main(String[] args) throws Exception {
        var source = new PGSimpleDataSource();
        source.setUrl(args[2]);
        source.setUser(args[3]);
        source.setPassword(args[4]);
        var folder = Path.of(args[5]);
        var breakpoint = Breakpoint.valueOf(args[6]);
        var reached = folder.resolve("reached");
        // Ends with whoever started it, also when that one is killed.
        Thread.ofPlatform().daemon().start(() -> {
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
            Runtime.getRuntime().halt(1);
        });
        var ingest = LakeFixture.ingest(args[0], args[1], folder.resolve("lake"));
        ingest.start();
        var log = breakpoint.in(new KafkaEventLog(LakeFixture.clients(args[0]), new TopicNames(args[1])), reached);
        var root = folder.resolve("store");
        var store = breakpoint.in(new FolderStore(root), root, reached);
        var workshop = new Workshop(source, folder);
        workshop.executor(workshop.tools(ingest, store, log, Map.of()), log, workshop.lease())
                .run();
    }
}
