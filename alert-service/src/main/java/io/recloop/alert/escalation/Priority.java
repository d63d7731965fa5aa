package io.recloop.alert.escalation;

import java.time.Duration;

/// @param name   such as `P0`
/// @param within the response time
public record Priority(String name, Duration within) {}
