package io.recloop.alert.timers;

import java.time.Instant;
import java.util.UUID;

/// @param subject the incident or group that it concerns
/// @param detail  which of several of this kind
public record DueTimer(UUID subject, TimerKind kind, String detail, String tenant, Instant dueAt) {}
