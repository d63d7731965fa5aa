package io.recloop.alert.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a channel fares. No address and no secret is among it.
///
/// @param type          as configured, in lower case
/// @param state         `closed` when it is written to, `open` while it is spared after failures in a row,
/// `half_open` while one notification tries it; of the replica that answers
/// @param fallback      the channel that gets what this one cannot be given
/// @param lastDelivered when the last notification arrived
public record ChannelStatus(
        String name,
        String type,
        String state,
        String fallback,
        Waiting waiting,
        @Nullable Instant lastDelivered) {
    /// Notifications that wait.
    ///
    /// @param untried those of them that were not tried yet
    /// @param oldest  when the oldest of them was decided on
    public record Waiting(
            long pending, long untried, @Nullable Instant oldest) {
        static final Waiting NOTHING = new Waiting(0, 0, null);
    }

    /// Every channel.
    public record All(List<ChannelStatus> channels) {}
}
