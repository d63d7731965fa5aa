package io.recloop.learning.offline;

import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.trials.TrialFile;
import io.recloop.learning.tuning.SearchLimits;
import io.recloop.learning.tuning.SearchSpace;
import io.recloop.learning.tuning.TrialLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where the trials of a search are kept: a file for each search, named by all that makes it the same search.
final class TuneState {
    private TuneState() {}

    /// @param state  absent: nothing is kept
    /// @param limits another budget is another search: it tries other candidates
    /// @throws OfflineException where the folder cannot be made
    static TrialLog log(@Nullable Path state, SearchSpace space, Dataset dataset, Holdout holdout, SearchLimits limits)
            throws IOException {
        if (state == null) {
            return TrialLog.inMemory();
        }
        if (Files.exists(state) && !Files.isDirectory(state)) {
            throw new OfflineException(state + " is not a folder");
        }
        Files.createDirectories(state);
        int held = 31 * Arrays.hashCode(holdout.heldOut().indptr())
                + Arrays.hashCode(holdout.heldOut().indices());
        int search = Objects.hash(
                held, limits.budget(), space.base().toMap(), space.dimensions().toString());
        var name = "%s-%s-%08x.jsonl".formatted(space.algorithm().code(), dataset.version(), search);
        return new TrialFile(state.resolve(name));
    }
}
