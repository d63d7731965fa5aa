package io.recloop.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The broker's own process: `BrokerMain DATA_DIR PORT CONTROLLER_PORT [WATCHED_PID]`.
///
/// Writes its process id to `DATA_DIR/broker.ready` when clients may connect, and its log to `DATA_DIR/broker.log`.
/// SIGTERM is a clean shutdown. With a watched process id it also shuts down when that process is gone.
public final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 3) {
            System.err.println("usage: BrokerMain DATA_DIR PORT CONTROLLER_PORT [WATCHED_PID]");
            System.exit(2);
        }
        var dataDir = Path.of(args[0]).toAbsolutePath();
        Files.createDirectories(dataDir);
        var ready = dataDir.resolve(BrokerCommand.READY_FILE);
        Files.deleteIfExists(ready);
        BrokerLog.to(dataDir.resolve("broker.log"));
        try {
            var kafka = SingleNodeKafka.start(dataDir, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "broker-shutdown"));
            if (args.length > 3) {
                Watched.exitAfter(Long.parseLong(args[3]));
            }
            AtomicFiles.write(ready, Long.toString(ProcessHandle.current().pid()));
            kafka.awaitShutdown();
        } catch (RuntimeException e) {
            Logger.getLogger(BrokerMain.class.getName()).log(Level.SEVERE, "the broker did not start", e);
            System.err.println("the broker did not start: " + e.getMessage());
            System.exit(2);
        }
    }
}
