package io.recloop.recommender.problems;

import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/// A failure of ours: logged with a number, which is all that the caller learns of it.
public final class Incident {
    private static final Logger LOG = Logger.getLogger(Incident.class);

    private Incident() {}

    /// @param where for the log
    public static Problem of(Throwable e, String where) {
        var number = UUID.randomUUID().toString();
        LOG.errorf(e, "%s incident=%s", where, number);
        return new Problem(
                "/problems/internal",
                "The service failed",
                500,
                "The failure is in the service's log as " + number,
                null,
                Map.of());
    }
}
