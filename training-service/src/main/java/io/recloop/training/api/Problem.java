package io.recloop.training.api;

import org.jspecify.annotations.Nullable;

/// An error as RFC 9457 has it.
record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance) {}
