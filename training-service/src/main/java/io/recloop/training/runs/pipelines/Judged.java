package io.recloop.training.runs.pipelines;

import io.recloop.contracts.bundle.Manifest;
import io.recloop.learning.dataset.Dataset;
import io.recloop.training.registry.Judgement;
import io.recloop.training.registry.Quality;
import java.util.Map;

/// A recipe for which the verdict has been given, and what it was given on.
///
/// @param said     how the recipe was found: its settings, the choice, the warm start
/// @param metrics  as the bundle's manifest holds them
/// @param baseline the same of popularity
record Judged(
        Recipe recipe,
        Incumbent incumbent,
        Dataset dataset,
        Quality quality,
        Judgement judgement,
        String said,
        Map<String, Manifest.Metric> metrics,
        Map<String, Manifest.Metric> baseline) {}
