package io.recloop.simulator.outlets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers what to show. Thread-safe.
public interface Recommender {
    /// @throws AskFailedException if there is no list to show, saying why
    Answer recommend(String user, int limit) throws AskFailedException;

    /// @param strategy how the list was made, in the recommender's word; `unknown` if it did not say
    /// @param items    ids, first position first
    record Answer(String requestId, @Nullable String modelId, String strategy, List<String> items) {
        public Answer {
            items = List.copyOf(items);
        }
    }
}
