package io.recloop.training.runs.parameters;

import java.util.Map;
import java.util.Set;

/// What one run of `data-refresh` was asked to do.
///
/// @param force     also where nothing has arrived since the last one
/// @param forceFull from all that is in the lake, also where less would do
/// @param dryRun    say what would be done, and do nothing
/// @param skipMerge leave the lake's segments as they are
public record RefreshParameters(boolean force, boolean forceFull, boolean dryRun, boolean skipMerge) {
    /// @throws IllegalArgumentException naming the parameter and what is wrong with it
    public static RefreshParameters of(Map<String, String> parameters) {
        var given = new RunParameters(parameters);
        given.requireOnly(Set.of("force", "forceFull", "dryRun", "skipMerge", "reason"));
        return new RefreshParameters(
                given.flag("force"), given.flag("forceFull"), given.flag("dryRun"), given.flag("skipMerge"));
    }
}
