package io.recloop.training.registry.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;

/// Trials of tunings, as the documents that tuning writes. Thread-safe.
@Singleton
@Transactional
public class Trials {
    private final TrialRepository rows;
    private final Clock clock;

    @Inject
    Trials(TrialRepository rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /// Once for a search and a position; durable when it returns.
    ///
    /// @param search what all trials that can go on from each other have in common
    public void append(String tenant, String search, int position, String runId, Object trial) {
        try {
            rows.keep(
                    new TrialEntity.Key(tenant, search, position),
                    runId,
                    EventCodec.JSON.writeValueAsString(trial),
                    clock.instant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In their order.
    public <T> List<T> of(String tenant, String search, Class<T> type) {
        return rows.of(tenant, search).stream()
                .map(row -> read(row.document, type))
                .toList();
    }

    /// Those that a run did itself.
    public List<JsonNode> ofRun(String tenant, String runId) {
        return rows.ofRun(tenant, runId).stream()
                .map(row -> read(row.document, JsonNode.class))
                .toList();
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return EventCodec.JSON.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
