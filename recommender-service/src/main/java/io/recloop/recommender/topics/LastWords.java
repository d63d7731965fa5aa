package io.recloop.recommender.topics;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// What is done with each last word of a compacted topic keyed `tenant/id`. All calls come from one thread.
///
/// @param family of the events on the topic
/// @param forget takes tenant and id of what nothing is known of any more
public record LastWords<E extends Event>(
        Topic topic, Class<E> family, Consumer<E> apply, BiConsumer<String, String> forget) {}
