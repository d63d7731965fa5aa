package io.recloop.local.layout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// @param process     null while it does not run
/// @param restarts    since the stack was started
/// @param lastProblem why it was restarted last; null when it never was
/// @param readyAfterMillis from its last start to readiness; null until then
public record ComponentState(
        String name,
        Phase phase,
        @Nullable ProcessIdentity process,
        int port,
        int restarts,
        @Nullable String lastProblem,
        @Nullable Long readyAfterMillis,
        Instant since) {}
