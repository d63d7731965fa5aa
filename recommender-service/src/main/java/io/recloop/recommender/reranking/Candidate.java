package io.recloop.recommender.reranking;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An item that may come into a list.
///
/// @param row    -1 where the model does not know it
/// @param score  of its source
/// @param value  what it is ordered by among the candidates of its source; its score scaled, and moved by rules
/// @param rules  ids of those that moved it
public record Candidate(
        String item,
        int row,
        double score,
        String source,
        double value,
        List<String> rules,
        Set<String> categories,
        @Nullable String brand) {}
