package io.recloop.training.dataset;

import io.recloop.learning.dataset.Dataset;
import java.util.Optional;

/// What a refresh came to.
///
/// @param description  absent after a dry run
/// @param sameAsFormer whether the version is that of the last refresh
/// @param dataset      absent after a dry run and where nothing was new: [DatasetRefresh#load] reads it
public record RefreshReport(
        RefreshPlan plan, Optional<Dataset.Description> description, boolean sameAsFormer, Optional<Dataset> dataset) {
    public Optional<String> version() {
        return description.map(Dataset.Description::version);
    }
}
