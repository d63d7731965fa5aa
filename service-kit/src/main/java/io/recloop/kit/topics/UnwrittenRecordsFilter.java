package io.recloop.kit.topics;

import io.quarkus.logging.LoggingFilter;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/// Keeps two messages of the connector out of the log, with a stack trace each for every record that was not
/// written: in an outage they would be all there is. The sender of the record knows, and says so once.
@LoggingFilter(name = "unwritten-records")
public final class UnwrittenRecordsFilter implements Filter {
    private static final Set<String> MESSAGES = Set.of("SRMSG18206", "SRMSG18212");

    @Override
    public boolean isLoggable(LogRecord record) {
        var message = record.getMessage();
        int colon = message == null ? -1 : message.indexOf(':');
        return colon < 0 || !MESSAGES.contains(message.substring(0, colon));
    }
}
