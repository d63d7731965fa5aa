package io.recloop.local.layout;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `run.json`: what the supervisor last knew. It outlives a killed supervisor, so that its orphans can be found.
///
/// @param problem why the phase is FAILED; null otherwise
public record RunState(
        ProcessIdentity supervisor,
        Phase phase,
        @Nullable String problem,
        Instant startedAt,
        PortBlock ports,
        List<ComponentState> components) {

    public RunState {
        components = List.copyOf(components);
    }

    /// Empty when no stack has run here, or was stopped cleanly.
    ///
    /// @throws LocalFailure when the file is there and cannot be understood
    public static Optional<RunState> in(DataDir dataDir) {
        try {
            return Optional.of(EventCodec.JSON.readValue(Files.readString(dataDir.runState()), RunState.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new LocalFailure(dataDir.runState() + " is damaged; make sure that no stack runs, then delete it");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + dataDir.runState(), e);
        }
    }

    /// A reader sees this state or the one before it, never a part.
    public void writeTo(DataDir dataDir) {
        var file = dataDir.runState();
        try {
            var draft = file.resolveSibling(file.getFileName() + ".draft");
            Files.writeString(
                    draft, EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    public boolean isSupervised() {
        return supervisor.alive().isPresent();
    }
}
