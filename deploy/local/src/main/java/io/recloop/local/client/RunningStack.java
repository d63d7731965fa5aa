package io.recloop.local.client;

import io.recloop.embedded.LocalKeys;
import io.recloop.local.layout.DataDir;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.RunState;
import io.recloop.local.layout.Service;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/// The stack that runs on a data folder: where it listens, and tokens that it accepts.
public final class RunningStack {

    private static final Duration TOKEN_LIFE = Duration.ofHours(12);

    private final DataDir dataDir;
    private final RunState state;

    private RunningStack(DataDir dataDir, RunState state) {
        this.dataDir = dataDir;
        this.state = state;
    }

    /// @throws LocalFailure when none runs
    public static RunningStack on(DataDir dataDir) {
        return RunState.in(dataDir)
                .filter(RunState::isSupervised)
                .map(state -> new RunningStack(dataDir, state))
                .orElseThrow(() -> new LocalFailure(
                        "no stack is running on " + dataDir.path() + "; start one with `./recloop up --detach`"));
    }

    public URI url(Service service) {
        return service.url(state.ports());
    }

    public String bootstrapServers() {
        return state.ports().bootstrapServers();
    }

    /// Good for twelve hours.
    public String token(Role role, String tenant) {
        return LocalKeys.in(dataDir.keys()).mint("recloop-cli", Set.of(role.code()), tenant, TOKEN_LIFE);
    }
}
