package io.recloop.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Sends what Kafka logs to one bounded file and keeps it quiet: warnings, and its own start and stop.
final class BrokerLog {

    private static final int MEGABYTES_5 = 5 * 1024 * 1024;

    // The logging framework holds its loggers weakly; a level set on a collected logger is lost.
    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger SERVER = Logger.getLogger("kafka.server.KafkaRaftServer");

    private BrokerLog() {}

    static void to(Path file) throws IOException {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL%1$tz %4$-7s %3$s %5$s%6$s%n");
        LogManager.getLogManager().reset();
        var handler = new FileHandler(file.toString().replace("%", "%%"), MEGABYTES_5, 1, true);
        handler.setFormatter(new SimpleFormatter());
        handler.setEncoding("UTF-8");
        ROOT.addHandler(handler);
        ROOT.setLevel(Level.WARNING);
        SERVER.setLevel(Level.INFO);
    }
}
