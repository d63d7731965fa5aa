package io.recloop.recommender.lists;

import io.recloop.contracts.events.Strategy;
import io.recloop.recommender.candidates.RecommendedItem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A list, and what did not come into it.
///
/// @param strategy null without a model
/// @param capped   item to the rules whose caps kept it out
public record RankedList(@Nullable Strategy strategy, List<RecommendedItem> lines, Map<String, List<String>> capped) {}
