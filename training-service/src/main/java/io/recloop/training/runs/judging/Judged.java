package io.recloop.training.runs.judging;

import io.recloop.contracts.bundle.Manifest;
import io.recloop.learning.dataset.Dataset;
import io.recloop.training.registry.Judgement;
import io.recloop.training.registry.Quality;
import io.recloop.training.runs.fitting.Recipe;
import io.recloop.training.runs.snapshots.Incumbent;
import java.util.Map;

/// A recipe for which the verdict has been given, and what it was given on.
///
/// @param said     how the recipe was found: its settings, the choice, the warm start
/// @param metrics  as the bundle's manifest holds them
/// @param baseline the same of popularity
public record Judged(
        Recipe recipe,
        Incumbent incumbent,
        Dataset dataset,
        Quality quality,
        Judgement judgement,
        String said,
        Map<String, Manifest.Metric> metrics,
        Map<String, Manifest.Metric> baseline) {}
