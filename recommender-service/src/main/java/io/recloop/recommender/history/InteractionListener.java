package io.recloop.recommender.history;

import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.recommender.ranking.Signal;

/// Hears of each interaction that is written from the start of this process on, before it is taken in. Interactions
/// that were there at the start are not passed on: those that were there then have heard of them.
public interface InteractionListener {
    /// Called from the one thread that follows the topic, which waits: return at once.
    void onInteraction(ObservedInteraction observed);

    /// @param partition of the topic, as the offset
    /// @param before    what was known of the user until then
    record ObservedInteraction(InteractionRecorded event, Signal signal, int partition, long offset, UserTail before) {}
}
