package io.recloop.monitor.summaries;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What happened in an hour or a day, of one metric: parts come into being when something is added to
/// them.
///
/// The same events give the same bytes, in whatever order, however divided, merged and written in
/// between. Layout:
///
/// | bytes | field |
/// |---|---|
/// | 1 | version, 1 |
/// | 1 | which parts follow, a bit each, in the order of the fields below |
/// | LEB128 | number of events |
/// | | tally, moments, quantiles, people, sample |
///
/// Not thread-safe.
public final class SummaryCell {
    /// The most frequent names of a closed cell; with people and sample it stays below 8,000 bytes.
    private static final int TALLY_BYTES = 3_600;

    private static final int VERSION = 1;

    private long events;
    private @Nullable Tally tally;
    private @Nullable Moments moments;
    private @Nullable QuantileSummary quantiles;
    private @Nullable DistinctPeople people;
    private @Nullable PeopleSample sample;

    public SummaryCell event() {
        events++;
        return this;
    }

    /// @param name a level or an item
    public SummaryCell count(String name) {
        tally = orNew(tally, Tally::new);
        tally.add(name, 1);
        return this;
    }

    /// Number, mean and variance of a number; without quantiles, for one that has few values.
    public SummaryCell average(double value) {
        moments = orNew(moments, Moments::new);
        moments.add(value);
        return this;
    }

    /// @param value finite
    public SummaryCell measure(double value) {
        quantiles = orNew(quantiles, QuantileSummary::new);
        quantiles.add(value);
        return average(value);
    }

    /// @param hash salted, all of its bits random
    public SummaryCell person(long hash) {
        people = orNew(people, DistinctPeople::new);
        people.add(hash);
        return this;
    }

    /// What a person did, in case that they are one of the sample.
    public SummaryCell row(long hash, String name) {
        sample = orNew(sample, PeopleSample::new);
        sample.add(hash, name, 1);
        return this;
    }

    private static <P> P orNew(@Nullable P part, Supplier<P> maker) {
        return part == null ? maker.get() : part;
    }

    /// Adds another cell, which stays as it is.
    public SummaryCell merge(SummaryCell other) {
        events += other.events;
        tally = merged(tally, other.tally, Tally::new, Tally::add);
        moments = merged(moments, other.moments, Moments::new, Moments::add);
        quantiles = merged(quantiles, other.quantiles, QuantileSummary::new, QuantileSummary::add);
        people = merged(people, other.people, DistinctPeople::new, DistinctPeople::add);
        sample = merged(sample, other.sample, PeopleSample::new, PeopleSample::add);
        return this;
    }

    private static <P> @Nullable P merged(
            @Nullable P part, @Nullable P other, Supplier<P> maker, BiConsumer<P, P> adding) {
        if (other == null) {
            return part;
        }
        var sum = orNew(part, maker);
        adding.accept(sum, other);
        return sum;
    }

    /// Trims it to its size, once nothing more is expected.
    public SummaryCell close() {
        if (tally != null) {
            tally.trim(TALLY_BYTES);
        }
        return this;
    }

    /// Takes a person out of the sample.
    ///
    /// @return whether they were in it
    public boolean erase(long hash) {
        return sample != null && sample.erase(hash);
    }

    public long events() {
        return events;
    }

    public Optional<Tally> tally() {
        return Optional.ofNullable(tally);
    }

    public Optional<Moments> moments() {
        return Optional.ofNullable(moments);
    }

    public Optional<QuantileSummary> quantiles() {
        return Optional.ofNullable(quantiles);
    }

    public Optional<DistinctPeople> people() {
        return Optional.ofNullable(people);
    }

    public Optional<PeopleSample> sample() {
        return Optional.ofNullable(sample);
    }

    public byte[] bytes() {
        var out = new SummaryWriter();
        int parts = bit(tally, 0) | bit(moments, 1) | bit(quantiles, 2) | bit(people, 3) | bit(sample, 4);
        out.octet(VERSION).octet(parts).number(events);
        if (tally != null) {
            tally.write(out);
        }
        if (moments != null) {
            moments.write(out);
        }
        if (quantiles != null) {
            quantiles.write(out);
        }
        if (people != null) {
            people.write(out);
        }
        if (sample != null) {
            sample.write(out);
        }
        return out.bytes();
    }

    private static int bit(@Nullable Object part, int at) {
        return part == null ? 0 : 1 << at;
    }

    /// @throws CorruptSummaryException where it is no cell, or one of a later version
    public static SummaryCell read(byte[] bytes) {
        var in = new SummaryReader(bytes);
        int version = in.octet();
        if (version != VERSION) {
            throw new CorruptSummaryException("version %d, known is %d".formatted(version, VERSION));
        }
        int parts = in.octet();
        var cell = new SummaryCell();
        cell.events = in.number();
        cell.tally = part(parts, 0, in, Tally::read);
        cell.moments = part(parts, 1, in, Moments::read);
        cell.quantiles = part(parts, 2, in, QuantileSummary::read);
        cell.people = part(parts, 3, in, DistinctPeople::read);
        cell.sample = part(parts, 4, in, PeopleSample::read);
        in.end();
        return cell;
    }

    private static <P> @Nullable P part(int parts, int at, SummaryReader in, Function<SummaryReader, P> reader) {
        return (parts >>> at & 1) == 0 ? null : reader.apply(in);
    }
}
