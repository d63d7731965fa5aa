package io.recloop.monitor.facts;

import java.time.Instant;

/// A click that carries the request it answers.
record Click(String tenant, String requestId, String item, Instant at) {}
