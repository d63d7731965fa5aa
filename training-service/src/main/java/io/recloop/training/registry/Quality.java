package io.recloop.training.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was measured, by name (`ndcg@10`, `coverage@10`, ...), all on the same users.
///
/// @param incumbent what the candidate was compared with: the model that serves or, where it has seen some of the
///     slice, its settings trained without it; absent where there was none
public record Quality(
        Map<String, Double> candidate,
        Map<String, Double> popularity,
        @Nullable Map<String, Double> incumbent) {}
