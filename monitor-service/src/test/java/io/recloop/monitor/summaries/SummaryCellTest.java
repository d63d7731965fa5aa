package io.recloop.monitor.summaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SummaryCellTest {
    private static final int MOST_BYTES = 8_000;

    /// The kinds of cells that the ledger has.
    enum Kind {
        RATINGS((cell, random) -> {
            long person = person(random, 3_000);
            int rating = 1 + random.nextInt(5);
            cell.event().person(person).count(rating + ".0").average(rating).row(person, rating + ".0");
        }),
        ITEMS((cell, random) -> {
            long person = person(random, 300_000);
            var item = "item-" + (int) (20_000 * Math.pow(random.nextDouble(), 3));
            cell.event().person(person).count(item).row(person, item);
        }),
        NUMBERS((cell, random) -> cell.event()
                .person(person(random, 20_000))
                .measure(random.nextGaussian() * 2 + (random.nextInt(50) == 0 ? 1e6 : 0)));

        private final BiConsumer<SummaryCell, SplittableRandom> event;

        Kind(BiConsumer<SummaryCell, SplittableRandom> event) {
            this.event = event;
        }

        SummaryCell cell(int events, long seed) {
            var random = new SplittableRandom(seed);
            var cell = new SummaryCell();
            for (int i = 0; i < events; i++) {
                event.accept(cell, random);
            }
            return cell;
        }

        /// A cell of each event.
        List<SummaryCell> singly(int events, long seed) {
            var random = new SplittableRandom(seed);
            return Stream.generate(() -> {
                        var cell = new SummaryCell();
                        event.accept(cell, random);
                        return cell;
                    })
                    .limit(events)
                    .toList();
        }
    }

    private static long person(SplittableRandom random, int people) {
        return new SplittableRandom(random.nextInt(people)).nextLong();
    }

    /// Merges neighbours until one is left, written and read in between.
    private static SummaryCell mergedAtRandom(List<SummaryCell> cells, Random random) {
        var left = new ArrayList<>(cells);
        Collections.shuffle(left, random);
        while (left.size() > 1) {
            var next = new ArrayList<SummaryCell>();
            for (int i = 0; i < left.size(); ) {
                var merged = SummaryCell.read(left.get(i++).bytes());
                int with = Math.min(left.size() - i, 1 + random.nextInt(7));
                for (int j = 0; j < with; j++) {
                    merged.merge(left.get(i++));
                }
                next.add(SummaryCell.read(merged.bytes()));
            }
            left = next;
        }
        return left.getFirst();
    }

    @ParameterizedTest
    @EnumSource
    void theSameEventsGiveTheSameBytesHoweverTheyAreDividedAndMerged(Kind kind) {
        var once = kind.cell(6_000, 5).bytes();

        for (int seed = 0; seed < 4; seed++) {
            var merged = mergedAtRandom(kind.singly(6_000, 5), new Random(seed));

            assertThat(merged.bytes()).as("seed %d", seed).isEqualTo(once);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMillionEventsTakeLessThanEightThousandBytes(Kind kind) {
        var cell = kind.cell(1_000_000, 11).close();

        assertThat(cell.bytes()).hasSizeLessThan(MOST_BYTES);
        assertThat(cell.events()).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadToTheSameBytes(Kind kind) {
        var bytes = kind.cell(500, 3).bytes();

        assertThat(SummaryCell.read(bytes).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource
    void damagedBytesAreRefusedOrReadButNeverMore(Kind kind) {
        var bytes = kind.cell(300, 3).bytes();
        var random = new SplittableRandom(1);

        assertThat(IntStream.range(0, 2_000)).allSatisfy(i -> {
            var damaged = Arrays.copyOf(bytes, i % 2 == 0 ? bytes.length : random.nextInt(bytes.length));
            if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                SummaryCell.read(damaged);
            } catch (CorruptSummaryException e) {
                assertThat(e).hasMessageContaining("not a summary");
            }
        });
    }

    @Test
    void aLaterVersionIsRefused() {
        var bytes = new SummaryCell().event().bytes();
        bytes[0] = 2;

        assertThatThrownBy(() -> SummaryCell.read(bytes))
                .isInstanceOf(CorruptSummaryException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    void anEmptyCellIsTheNeutralElement() {
        var cell = Kind.RATINGS.cell(100, 1);

        assertThat(new SummaryCell().merge(cell).merge(new SummaryCell()).bytes())
                .isEqualTo(cell.bytes());
    }

    @Test
    void quantilesAreWithinTheStatedError() {
        var random = new SplittableRandom(4);
        var values = random.doubles(100_000).map(u -> Math.exp(10 * u - 5) - 1).toArray();
        var cell = new SummaryCell();
        for (double value : values) {
            cell.measure(value);
        }
        Arrays.sort(values);

        var quantiles = cell.quantiles().orElseThrow();

        for (double p : new double[] {0, 0.01, 0.25, 0.5, 0.9, 0.99, 1}) {
            double exact = values[(int) (p * (values.length - 1))];
            assertThat(quantiles.quantile(p))
                    .isCloseTo(exact, within(quantiles.relativeError() * (Math.abs(exact) + 0x1p-10) * 1.0001));
        }
        assertThat(quantiles.relativeError()).isLessThan(0.02);
    }

    @Test
    void momentsAreThoseOfTheValues() {
        var values = new SplittableRandom(4).doubles(10_000, -3, 7).toArray();
        var cell = new SummaryCell();
        for (double value : values) {
            cell.average(value);
        }

        var moments = cell.moments().orElseThrow();

        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        assertThat(moments.mean()).isCloseTo(mean, within(1e-12));
        assertThat(moments.variance()).isCloseTo(variance, within(1e-11));
        assertThat(moments.least()).isEqualTo(Arrays.stream(values).min().orElseThrow());
    }

    @Test
    void distinctPeopleAreWithinFourStandardErrors() {
        for (int people : new int[] {1, 50, 3_000, 200_000}) {
            var cell = new SummaryCell();
            for (int i = 0; i < people; i++) {
                long hash = new SplittableRandom(i).nextLong();
                cell.person(hash).person(hash);
            }

            assertThat(cell.people().orElseThrow().estimate())
                    .isCloseTo(people, within(Math.max(0.5, 4 * 0.023 * people)));
        }
    }

    @Test
    void aTrimmedTallyBoundsWhatItDropped() {
        var exact = Kind.ITEMS.cell(200_000, 9).tally().orElseThrow().counts();

        var kept = Kind.ITEMS.cell(200_000, 9).close().tally().orElseThrow();

        assertThat(kept.counts().size()).isBetween(100, exact.size() - 1);
        exact.forEach((item, count) -> {
            var known = kept.counts().get(item);
            if (known == null) {
                assertThat(count).isLessThanOrEqualTo(kept.floor());
            } else {
                assertThat(known).isEqualTo(count);
            }
        });
        assertThat(kept.dropped()
                        + kept.counts().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .isEqualTo(200_000);
    }

    @Test
    void theRowsOfSampledPeopleAreCompleteOverMergedCells() {
        var hours = IntStream.range(0, 24)
                .mapToObj(hour -> Kind.RATINGS.cell(5_000, hour))
                .toList();
        var day = new SummaryCell();
        hours.forEach(day::merge);
        var sampled = day.sample().orElseThrow().people();
        var random = new SplittableRandom(7);
        var someone = List.copyOf(sampled.keySet()).get(random.nextInt(sampled.size()));

        long counted = hours.stream()
                .mapToLong(hour ->
                        hour.sample().orElseThrow().people().getOrDefault(someone, java.util.Map.of()).values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .sum();

        assertThat(sampled).hasSizeGreaterThan(20);
        assertThat(day.sample().orElseThrow().isComplete()).isFalse();
        assertThat(sampled.get(someone).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(counted)
                .isGreaterThan(10);
    }

    @Test
    void theSampleIsOfThePeopleWithTheSmallestHashes() {
        var cell = Kind.RATINGS.cell(50_000, 2);
        var all = new HashSet<Long>();
        var random = new SplittableRandom(2);
        for (int i = 0; i < 50_000; i++) {
            all.add(person(random, 3_000));
            random.nextInt(5);
        }

        var sampled = cell.sample().orElseThrow().people().keySet();

        assertThat(sampled)
                .containsExactlyElementsOf(all.stream()
                        .sorted(Long::compareUnsigned)
                        .limit(sampled.size())
                        .toList());
    }

    @Test
    void anErasedPersonIsNoLongerInTheSample() {
        var cell = Kind.RATINGS.cell(1_000, 2);
        long someone = cell.sample().orElseThrow().people().keySet().iterator().next();

        assertThat(cell.erase(someone)).isTrue();

        assertThat(SummaryCell.read(cell.bytes()).sample().orElseThrow().people())
                .doesNotContainKey(someone);
        assertThat(cell.erase(someone)).isFalse();
    }
}
