package io.recloop.simulator.visits;

import io.recloop.contracts.events.Action;
import org.jspecify.annotations.Nullable;

/// One thing that a visitor does.
///
/// @param item      its number on the shelf
/// @param requestId the shown list that led here, if one did
public record Step(
        int item,
        Action action,
        @Nullable Double rating,
        @Nullable String requestId) {}
