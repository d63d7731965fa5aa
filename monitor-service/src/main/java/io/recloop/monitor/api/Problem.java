package io.recloop.monitor.api;

import org.jspecify.annotations.Nullable;

/// RFC 9457.
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance) {}
