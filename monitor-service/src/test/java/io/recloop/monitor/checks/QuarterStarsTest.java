package io.recloop.monitor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.bundle.Profile;
import io.recloop.contracts.bundle.RatingLevel;
import io.recloop.monitor.statistics.PersonRow;
import io.recloop.monitor.statistics.WindowSample;
import io.recloop.monitor.verdicts.Measurement.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A shop with quarter stars rates as it always did.
class QuarterStarsTest {
    private static final Instant END = Instant.parse("2026-11-21T06:00:00Z");
    private static final DriftCheck RATING = CheckSetup.check("rating");
    private static final int PEOPLE = 800;

    /// How a version of Recloop writes a rating.
    enum Form {
        TODAY(RatingLevel::of),
        PROFILE_OF_AN_EARLIER_VERSION(rating -> String.format(Locale.ROOT, "%.1f", Math.rint(rating * 10) / 10)),
        FACTS_OF_AN_EARLIER_VERSION(Double::toString);

        private final DoubleFunction<String> text;

        Form(DoubleFunction<String> text) {
            this.text = text;
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void areNoDriftWhateverVersionWroteTheBaseline(Form baseline) {
        for (var facts : new Form[] {Form.TODAY, Form.FACTS_OF_AN_EARLIER_VERSION}) {
            var reference = new Reference(
                    new Reference.Baseline.Known("model", profile(counts(baseline)), null),
                    new Reference.Clicks("model", List.of()));
            var measured = RATING.measure(reference, new Window(window(facts), List.of()))
                    .measurement();
            assertThat(measured)
                    .as("%s against %s", facts, baseline)
                    .isInstanceOfSatisfying(
                            Measured.class, one -> assertThat(one.effect()).isLessThan(1e-9));
        }
    }

    private static double rating(int person) {
        return 3.25 + person % 8 * 0.25;
    }

    private static Map<String, Long> counts(Form form) {
        var counts = new TreeMap<String, Long>();
        for (int person = 0; person < PEOPLE; person++) {
            counts.merge(form.text.apply(rating(person)), 1L, Long::sum);
        }
        return counts;
    }

    private static Profile profile(Map<String, Long> ratings) {
        return new Profile(
                END.minus(Duration.ofDays(1)),
                END,
                PEOPLE,
                PEOPLE,
                1,
                ratings,
                Map.of("rating", (long) PEOPLE),
                Map.of("item-1", (long) PEOPLE),
                new Profile.Volume(60, 60, 1, 1));
    }

    private static WindowSample window(Form form) {
        var rows = new ArrayList<PersonRow>();
        for (int person = 0; person < PEOPLE; person++) {
            rows.add(new PersonRow(person, "item-1", "rating", form.text.apply(rating(person)), true, 1));
        }
        return new WindowSample(
                END.minus(Duration.ofHours(1)),
                END,
                PEOPLE,
                PEOPLE,
                Map.of("item-1", (long) PEOPLE),
                counts(form),
                Map.of("rating", (long) PEOPLE),
                rows);
    }
}
