package io.recloop.monitor.checks;

import io.recloop.monitor.statistics.WindowSample;
import io.recloop.monitor.verdicts.Measurement;
import org.jspecify.annotations.Nullable;

/// How much there must be in a window before anything is said.
///
/// @param interactions below which nothing is said of a shape
/// @param people       likewise
record Evidence(long interactions, long people) {
    static Evidence of(DriftConfig config) {
        return new Evidence(config.minimumInteractions(), config.minimumPeople());
    }

    /// Null where there is enough.
    @Nullable
    Measurement tooLittle(String what, long n, long ofPeople) {
        if (n < interactions) {
            return new Measurement.TooLittle(n, "%d %s, at least %d are needed".formatted(n, what, interactions));
        }
        if (ofPeople < people) {
            return new Measurement.TooLittle(
                    n, "%s of %d people, at least %d are needed".formatted(what, ofPeople, people));
        }
        return null;
    }

    /// Without data it is not known whether there would have been a baseline to compare them with.
    Measurement undecided(WindowSample sample, String why) {
        return sample.interactions() < interactions
                ? new Measurement.TooLittle(
                        sample.interactions(),
                        "%d interactions, at least %d are needed; %s"
                                .formatted(sample.interactions(), interactions, why))
                : new Measurement.NotDefined(sample.interactions(), why);
    }
}
