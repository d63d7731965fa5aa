package io.recloop.monitor.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.contracts.bundle.Profile;
import io.recloop.monitor.verdicts.Measurement;
import io.recloop.monitor.verdicts.Measurement.Measured;
import io.recloop.numerics.statistics.ChiSquare;
import io.recloop.numerics.statistics.Distributions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Expected numbers are SciPy 1.17's and NumPy's.
class StatisticsTest {
    private static final double[] BASELINE = {500, 300, 200};
    private static final double[] CURRENT = {80, 90, 30};

    private static List<PersonRow> people(long[][] counts) {
        var rows = new ArrayList<PersonRow>();
        for (int person = 0; person < counts.length; person++) {
            for (int cell = 0; cell < counts[person].length; cell++) {
                if (counts[person][cell] > 0) {
                    rows.add(new PersonRow(person, "item-" + cell, "click", "", true, counts[person][cell]));
                }
            }
        }
        return rows;
    }

    private static DesignEffect design(long[][] counts) {
        return DesignEffect.of(
                people(counts), row -> Integer.parseInt(row.item().substring(5)), counts[0].length);
    }

    @Test
    void theShapeTestIsChiSquareOfHomogeneity() {
        var measured = (Measured) Shape.compare(BASELINE, CURRENT, DesignEffect.NONE, 1);

        assertThat(measured.effect()).isCloseTo(0.15, within(1e-12));
        assertThat(measured.pValue()).isCloseTo(0.0001877639025227145, within(1e-12));
        assertThat(measured.sampleSize()).isEqualTo(200);
        assertThat(measured.noiseFloor()).isBetween(0.08, 0.12);
    }

    @Test
    void clustersWeakenTheEvidenceAsRaoAndScottHaveIt() {
        var test = ChiSquare.ofHomogeneity(BASELINE, CURRENT);

        assertThat(Shape.pValue(test, new DesignEffect(1.5, 0.25))).isCloseTo(0.006290600589930277, within(1e-12));
    }

    @Test
    void theDesignEffectIsTheOneOfTheCovarianceBetweenPeople() {
        var two = design(new long[][] {{3, 0}, {0, 3}, {2, 1}, {0, 1}});
        assertThat(two.delta()).isCloseTo(2.6666666666666665, within(1e-12));
        assertThat(two.variation()).isCloseTo(0, within(1e-12));

        var three = design(new long[][] {{2, 1, 0}, {0, 2, 2}, {1, 1, 1}, {3, 0, 0}, {0, 1, 4}});
        assertThat(three.delta()).isCloseTo(1.8472222222222223, within(1e-12));
        assertThat(three.variation()).isCloseTo(0.5285205494940357, within(1e-12));
    }

    @Test
    void theDesignEffectIsNeverBelowOne() {
        assertThat(design(new long[][] {{1, 1}, {1, 1}, {1, 1}, {2, 2}}).delta())
                .isEqualTo(1);
        assertThat(design(new long[][] {{1, 0}}).delta()).isEqualTo(1);
    }

    @Test
    void volumeIsJudgedByItsMeasuredDispersion() {
        var overdispersed =
                (Measured) VolumeChange.compare(new Profile.Volume(60, 60, 10, 25), 150, Duration.ofMinutes(10));
        assertThat(overdispersed.effect()).isCloseTo(0.5, within(1e-12));
        assertThat(overdispersed.pValue()).isCloseTo(0.004844872973223643, within(1e-10));
        assertThat(overdispersed.noiseFloor()).isCloseTo(0.4545818480712665, within(1e-9));

        var calmerThanChance =
                (Measured) VolumeChange.compare(new Profile.Volume(60, 60, 10, 4), 150, Duration.ofMinutes(10));
        assertThat(calmerThanChance.pValue())
                .as("never below a Poisson's variance")
                .isCloseTo(2.063433752911887e-05, within(1e-12));
    }

    @Test
    void volumeWithoutABaselineIsNotDefined() {
        assertThat(VolumeChange.compare(new Profile.Volume(60, 3, 10, 25), 150, Duration.ofMinutes(10)))
                .isInstanceOf(Measurement.NotDefined.class);
        assertThat(VolumeChange.compare(new Profile.Volume(60, 60, 0, 0), 0, Duration.ofMinutes(10)))
                .isInstanceOf(Measurement.NotDefined.class);
    }

    @Test
    void rareLevelsAreCountedWithTheirNeighbour() {
        var cells = Cells.ofLevels(
                Map.of("1.0", 10L, "2.0", 15L, "3.0", 300L, "4.0", 400L, "5.0", 275L),
                Map.of("3.0", 30L, "4.0", 40L, "5.0", 30L));

        // Of 100 ratings 1.0 and 2.0 expect about one each, so both are counted with 3.0.
        assertThat(cells.size()).isEqualTo(3);
        assertThat(cells.cellOf().get("1.0")).isEqualTo(cells.cellOf().get("3.0"));
        assertThat(cells.cellOf().get("4.0")).isNotEqualTo(cells.cellOf().get("5.0"));
    }

    @Test
    void howeverManyLevelsThereAreTheirCellsAreFew() {
        var baseline = new TreeMap<String, Long>();
        var current = new TreeMap<String, Long>();
        for (int i = 0; i < 60_000; i++) {
            baseline.put("%08.6f".formatted(i / 12_345.6), 10L);
            current.put("%08.6f".formatted(i / 12_345.6), 10L);
        }

        assertThat(Cells.ofLevels(baseline, current).size()).isBetween(100, 201);
    }

    @Test
    void itemsThatTheBaselineDoesNotKnowAreAmongTheTopItemsThatAreCompared() {
        var baseline = new TreeMap<String, Long>();
        var current = new TreeMap<String, Long>();
        for (int i = 0; i < 2_244; i++) {
            baseline.put("item-%04d".formatted(i), 10_000L - i);
            current.put("item-%04d".formatted(i), 10L);
        }
        for (int i = 0; i < 20; i++) {
            current.put("new-%04d".formatted(i), 1_000L);
        }

        var topTwenty = PopularityOverlap.report(baseline, current, DesignEffect.NONE, 1).stream()
                .filter(result -> result.statistic().equals("jaccard-top-20"))
                .findFirst()
                .orElseThrow();

        assertThat(topTwenty.value()).isZero();
    }

    @Test
    void itemsAreCountedInAsManyCellsAsTheSampleCanTellApart() {
        var baseline = new TreeMap<String, Long>();
        for (int i = 0; i < 1_000; i++) {
            baseline.put("item-%04d".formatted(i), Math.round(100_000.0 / (i + 1)));
        }
        var few = Cells.ofItems(baseline, Map.of("new", 1L), 200, 0.2);
        var many = Cells.ofItems(baseline, Map.of(), 100_000, 0.2);

        assertThat(few.size()).isBetween(8, 14);
        assertThat(many.size()).isBetween(100, 201);
        assertThat(few.cellOf().get("new"))
                .as("what the baseline does not know")
                .isEqualTo(few.size() - 1);
        // Chance alone stays below half of the floor.
        var shares = Distributions.shares(few.count(baseline));
        assertThat(new Chance(7).quantile(shares, 1e6, 200, Distributions::totalVariation, 0.5))
                .isLessThan(0.1);
    }

    @Test
    void chanceIsTheSameForTheSameSeedAndFollowsTheMean() {
        var shares = new double[] {0.001, 0.099, 0.9};
        var sum = new double[3];
        var chance = new Chance(3);
        for (int i = 0; i < 2_000; i++) {
            var drawn = chance.draw(shares, 1_000);
            for (int cell = 0; cell < 3; cell++) {
                sum[cell] += drawn[cell] / 2_000;
            }
        }

        assertThat(new Chance(3).draw(shares, 1_000)).isEqualTo(new Chance(3).draw(shares, 1_000));
        // Three standard errors of the mean of 2,000 Poisson draws.
        assertThat(sum[0]).isCloseTo(1, within(3 * Math.sqrt(1.0 / 2_000)));
        assertThat(sum[1]).isCloseTo(99, within(3 * Math.sqrt(99.0 / 2_000)));
        assertThat(sum[2]).isCloseTo(900, within(3 * Math.sqrt(900.0 / 2_000)));
    }
}
