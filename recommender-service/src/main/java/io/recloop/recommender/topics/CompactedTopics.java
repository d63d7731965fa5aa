package io.recloop.recommender.topics;

import io.recloop.contracts.events.Event;
import io.recloop.kit.topics.TopicNames;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Gives followers of compacted topics keyed `tenant/id`.
@Singleton
public final class CompactedTopics {
    private final KafkaClients clients;
    private final TopicNames names;
    private final RefusedRecords refused;
    private final Clock clock;

    CompactedTopics(KafkaClients clients, TopicNames names, RefusedRecords refused, Clock clock) {
        this.clients = clients;
        this.names = names;
        this.refused = refused;
        this.clock = clock;
    }

    /// @return not started yet
    public <E extends Event> CompactedFollower follower(LastWords<E> words) {
        var reader = new LastWordReader<>(words, refused, clock);
        return new CompactedFollower(new TopicFollower(clients, names.of(words.topic()), reader), reader);
    }
}
