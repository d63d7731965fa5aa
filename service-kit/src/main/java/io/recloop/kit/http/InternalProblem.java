package io.recloop.kit.http;

import java.util.UUID;
import org.jboss.logging.Logger;

/// A fault of ours: logged with a number, which is all that the caller learns of it.
public final class InternalProblem {
    private static final Logger LOG = Logger.getLogger(InternalProblem.class);

    private InternalProblem() {}

    /// @param where for the log; nothing that a caller can write a line break into
    public static Problem of(Throwable e, String where) {
        var number = UUID.randomUUID().toString();
        LOG.errorf(e, "%s failure=%s", where, number);
        return Problem.of("internal", "The service failed", 500, "The failure is in the service's log as " + number);
    }
}
