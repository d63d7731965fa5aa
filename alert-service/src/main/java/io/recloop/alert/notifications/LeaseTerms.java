package io.recloop.alert.notifications;

import java.time.Duration;
import java.time.Instant;

/// @param owner the process
public record LeaseTerms(String owner, Duration length, Instant now) {}
