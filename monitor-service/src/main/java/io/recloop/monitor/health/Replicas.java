package io.recloop.monitor.health;

import io.recloop.monitor.facts.ReplicaBook;
import io.recloop.monitor.facts.ReplicaWord;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What replicas serve against what should serve.
@Singleton
final class Replicas {
    private final ReplicaBook book;
    private final ReplicaConfig config;

    Replicas(ReplicaBook book, ReplicaConfig config) {
        this.book = book;
        this.config = config;
    }

    enum State {
        CONVERGED,
        /// Behind, within the deadline.
        CONVERGING,
        BEHIND,
        /// Behind, and silent for so long that it is taken for gone.
        GONE,
        /// Nothing was published, so there is nothing to compare with.
        UNKNOWN
    }

    /// @param generation          that it serves; 0 where it serves none
    /// @param publishedGeneration 0 where nothing was published
    /// @param because             why it refused the last model that it refused; null where it serves what it
    /// should
    record Replica(
            String instance,
            @Nullable String modelId,
            long generation,
            long publishedGeneration,
            State state,
            @Nullable String because,
            Instant saidAt) {}

    List<String> tenants() {
        return book.tenants();
    }

    List<Replica> of(String tenant, Instant now) {
        return book.of(tenant).stream().map(word -> replica(word, now)).toList();
    }

    private Replica replica(ReplicaWord word, Instant now) {
        var generation = word.publishedGeneration();
        long published = generation == null ? 0 : generation;
        var publishedAt = word.publishedAt();
        return new Replica(
                word.instance(),
                word.modelId(),
                word.generation(),
                published,
                publishedAt == null
                        ? State.UNKNOWN
                        : state(word.generation(), published, publishedAt, word.saidAt(), now),
                word.because(),
                word.saidAt());
    }

    private State state(long generation, long published, Instant publishedAt, Instant saidAt, Instant now) {
        if (generation >= published) {
            return State.CONVERGED;
        }
        if (now.isBefore(publishedAt.plus(config.deadline()))) {
            return State.CONVERGING;
        }
        return now.isAfter(saidAt.plus(config.forgottenAfter())) ? State.GONE : State.BEHIND;
    }
}
