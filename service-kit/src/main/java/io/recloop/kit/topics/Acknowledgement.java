package io.recloop.kit.topics;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How long a thread waits for the broker. Thread-safe.
@Singleton
public final class Acknowledgement {
    private final Duration within;

    Acknowledgement(
            @ConfigProperty(name = "recloop.sending.acknowledged-within", defaultValue = "20s") Duration within) {
        this.within = within;
    }

    /// Returns when the broker has it. Not for the event loop.
    ///
    /// @param what  for the message
    /// @throws NotAcknowledgedException where it failed, or did not come in time; the record may be on the topic
    public void await(Uni<Void> sent, String what) {
        sent.ifNoItem()
                .after(within)
                .failWith(() -> new IllegalStateException("no answer within " + within))
                .onFailure(e -> !(e instanceof NotAcknowledgedException))
                .transform(e -> new NotAcknowledgedException(what, e))
                .await()
                .indefinitely();
    }
}
