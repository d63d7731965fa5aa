package io.recloop.monitor.checks;

import io.recloop.monitor.statistics.Cells;
import io.recloop.monitor.statistics.DesignEffect;
import io.recloop.monitor.statistics.PersonRow;
import io.recloop.monitor.statistics.PopularityOverlap;
import io.recloop.monitor.statistics.Shape;
import io.recloop.monitor.statistics.VolumeChange;
import io.recloop.monitor.statistics.WindowSample;
import io.recloop.monitor.verdicts.Measurement;
import io.recloop.contracts.events.DriftCheck;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// A window measured against a baseline. Pure: the same sample gives the same numbers.
///
/// @param measurements of each check
/// @param reported     further statistics, reported and not judged
public record Comparison(Map<Check, Measurement> measurements, List<DriftCheck> reported) {

    /// @param fewest   interactions below which nothing is said of a shape
    /// @param people   likewise
    record Minimum(long fewest, long people) {}

    public static Comparison of(Baseline baseline, WindowSample sample, DriftConfig config) {
        var minimum = new Minimum(config.minimumInteractions(), config.minimumPeople());
        long seed = sample.end().getEpochSecond();
        var measurements = new EnumMap<Check, Measurement>(Check.class);
        var profile = baseline.profile();
        measurements.put(
                Check.RATING,
                levels("ratings", profile.ratings(), sample.ratings(), PersonRow::rating, sample, minimum, seed));
        measurements.put(
                Check.ACTIONS,
                levels("interactions", profile.actions(), sample.actions(), PersonRow::action, sample, minimum, seed));
        var reported = new ArrayList<DriftCheck>();
        measurements.put(
                Check.POPULARITY,
                popularity(
                        profile.itemCounts(),
                        sample,
                        minimum,
                        config.popularity().floor(),
                        seed,
                        reported));
        measurements.put(Check.VOLUME, volume(baseline, sample));
        return new Comparison(measurements, List.copyOf(reported));
    }

    private static Measurement volume(Baseline baseline, WindowSample sample) {
        var volume = baseline.volume();
        return volume == null
                ? new Measurement.NotDefined(
                        sample.interactions(), "what is known of the volume is history: there is no live baseline yet")
                : VolumeChange.compare(volume, sample.interactions(), sample.length());
    }

    private static Measurement levels(
            String what,
            Map<String, Long> baseline,
            Map<String, Long> current,
            Function<PersonRow, String> level,
            WindowSample sample,
            Minimum minimum,
            long seed) {
        long n = (long) Cells.total(current);
        if (Cells.total(baseline) == 0) {
            return new Measurement.NotDefined(n, "the baseline has no " + what);
        }
        var tooLittle = tooLittle(what, n, sample.people(), minimum);
        if (tooLittle != null) {
            return tooLittle;
        }
        var cells = Cells.ofLevels(baseline, current);
        ToIntFunction<PersonRow> cell = row -> cells.cellOf().getOrDefault(level.apply(row), -1);
        var design = DesignEffect.of(sample.rows(), cell, cells.size());
        return Shape.compare(cells.count(baseline), cells.count(current), design, seed);
    }

    private static Measurement popularity(
            Map<String, Long> baseline,
            WindowSample sample,
            Minimum minimum,
            double floor,
            long seed,
            List<DriftCheck> reported) {
        long n = (long) Cells.total(sample.items());
        if (Cells.total(baseline) == 0) {
            return new Measurement.NotDefined(n, "the baseline has no positive interactions");
        }
        var tooLittle = tooLittle("positive interactions", n, sample.people(), minimum);
        if (tooLittle != null) {
            return tooLittle;
        }
        var cells = Cells.ofItems(baseline, sample.items(), n, floor);
        ToIntFunction<PersonRow> cell = row -> row.positive() ? cells.cellOf().getOrDefault(row.item(), -1) : -1;
        var design = DesignEffect.of(sample.rows(), cell, cells.size());
        reported.addAll(PopularityOverlap.report(baseline, sample.items(), design, seed));
        return Shape.compare(cells.count(baseline), cells.count(sample.items()), design, seed);
    }

    private static @org.jspecify.annotations.Nullable Measurement tooLittle(
            String what, long n, long people, Minimum minimum) {
        if (n < minimum.fewest) {
            return new Measurement.TooLittle(n, "%d %s, at least %d are needed".formatted(n, what, minimum.fewest));
        }
        if (people < minimum.people) {
            return new Measurement.TooLittle(
                    n, "%s of %d people, at least %d are needed".formatted(what, people, minimum.people));
        }
        return null;
    }
}
