package io.recloop.alert.notifications;

import java.time.Instant;

/// What waits for a channel.
///
/// @param fresh  not tried yet
/// @param oldest when the oldest was decided on
public record Backlog(String channel, long fresh, long pending, Instant oldest) {}
