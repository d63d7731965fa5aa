package io.recloop.monitor.checks;

import io.recloop.monitor.statistics.CtrDrop;
import io.recloop.monitor.statistics.WindowSample;
import java.util.List;

/// What happened in a window of time.
///
/// @param clicks personal answers of the model and their clicks, per bucket of time; a window of their own, in which
///               answers are old enough to have been clicked
public record Window(WindowSample sample, List<CtrDrop.Bucket> clicks) {
    long answers() {
        return clicks.stream().mapToLong(CtrDrop.Bucket::answers).sum();
    }
}
