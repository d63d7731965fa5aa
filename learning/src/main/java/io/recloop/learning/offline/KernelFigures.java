package io.recloop.learning.offline;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.ItemTiles;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.kernels.TopK;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Measures how long the exact best items of a catalogue take, on the calling thread.
final class KernelFigures {
    static final int LENGTH = 10;

    private static final int[] BATCHES = {4, 8, 16, 64};
    private static final int POOL = 1 << 16;
    /// A sample is a chunk of about this many values read, so that the clock does not matter.
    private static final long VALUES_PER_SAMPLE = 8_000_000;

    private static final int MOST_READ = 1 << 26;

    private static final int ORYX_CORES = 32;
    /// Exact queries a second by size, from Oryx's performance page: 32 cores of a Xeon at 2.3 GHz.
    private static final Map<Size, Integer> ORYX = Map.of(
            new Size(1_000_000, 50), 70,
            new Size(1_000_000, 250), 24,
            new Size(5_000_000, 50), 16,
            new Size(5_000_000, 250), 6,
            new Size(20_000_000, 50), 4,
            new Size(20_000_000, 250), 1);

    private final long nanos;
    /// What was read; only kept so that no reading is optimized away.
    private long sum;

    KernelFigures(Duration time) {
        this.nanos = time.toNanos();
    }

    record Size(int items, int factors) {
        /// Floats, their eight bits, and what packing needs beside them.
        boolean fits() {
            long values = (long) items * factors;
            return values <= Integer.MAX_VALUE - 8
                    && values * 5 + items * 32L < Runtime.getRuntime().maxMemory() / 10 * 9;
        }

        @Override
        public String toString() {
            return items + "x" + factors;
        }
    }

    static final class SizeText implements ITypeConverter<Size> {
        @Override
        public Size convert(String value) {
            var parts = value.split("x", -1);
            try {
                var size = new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[parts.length - 1]));
                if (parts.length == 2 && size.items > 0 && size.factors > 0) {
                    return size;
                }
            } catch (NumberFormatException e) {
                // Told below, in the words for both.
            }
            throw new TypeConversionException("'" + value + "' is not a size such as 10000x64");
        }
    }

    /// @param source                      of the factors: `random`, or the bundle's folder
    /// @param microsecondsPerUser         of users alone, one after the other
    /// @param usersPerSecond              at the median of that
    /// @param usersPerSecondInBatches     by the batch's size
    /// @param readMicroseconds            to read as many bytes as a pass over the whole catalogue reads
    /// @param readGigabytesPerSecond      at the median of that
    /// @param timesReading                a user's median over that of reading
    /// @param timesReadingFloats          the same had the pass to read all factors as they are
    /// @param oryxUsersPerSecondOfOneCore as published, where it is one of its sizes
    record Catalogue(
            String source,
            int items,
            int factors,
            String method,
            Spread microsecondsPerUser,
            double usersPerSecond,
            Map<Integer, Double> usersPerSecondInBatches,
            Spread readMicroseconds,
            double readGigabytesPerSecond,
            double timesReading,
            double timesReadingFloats,
            @Nullable Double oryxUsersPerSecondOfOneCore,
            @Nullable Double timesOryx) {}

    Catalogue of(String source, float[] itemFactors, int k, float[] userFactors) {
        int items = itemFactors.length / k;
        int users = userFactors.length / k;
        var tiles = ItemTiles.pack(itemFactors, items, k);
        var nothing = new ItemSet(items);
        verify(tiles, itemFactors, userFactors, k);
        int chunk = Math.toIntExact(Math.max(1, VALUES_PER_SAMPLE / itemFactors.length));
        var best = new TopK(LENGTH);
        var next = new int[1];
        var alone = measured(chunk, () -> {
            for (int i = 0; i < chunk; i++) {
                tiles.top(userFactors, next[0]++ % users * k, nothing, best);
            }
        });
        var batches = new LinkedHashMap<Integer, Double>();
        for (int size : BATCHES) {
            var offsets = new int[size];
            var excluded = new ItemSet[size];
            var lists = new TopK[size];
            Arrays.fill(excluded, nothing);
            Arrays.setAll(lists, i -> new TopK(LENGTH));
            int rounds = Math.ceilDiv(chunk, size);
            var spread = measured(rounds * size, () -> {
                for (int i = 0; i < rounds; i++) {
                    Arrays.setAll(offsets, u -> next[0]++ % users * k);
                    tiles.topForEach(userFactors, offsets, size, excluded, lists);
                }
            });
            batches.put(size, 1e6 / spread.median());
        }
        long bytes = itemFactors.length + 4L * items;
        var reading = reading(bytes);
        var readingFloats = reading(4L * itemFactors.length);
        var oryx = ORYX.get(new Size(items, k));
        double perSecond = 1e6 / alone.median();
        return new Catalogue(
                source,
                items,
                k,
                tiles.description(),
                alone,
                perSecond,
                batches,
                reading,
                bytes / reading.median() / 1e3,
                alone.median() / reading.median(),
                alone.median() / readingFloats.median(),
                oryx == null ? null : (double) oryx / ORYX_CORES,
                oryx == null ? null : perSecond * ORYX_CORES / oryx);
    }

    /// Microseconds of one of the `count` things that a run does; as long again comes first to warm up.
    private Spread measured(int count, Runnable run) {
        long warm = System.nanoTime() + nanos;
        do {
            run.run();
        } while (System.nanoTime() < warm);
        var samples = new ArrayList<Double>();
        long end = System.nanoTime() + nanos;
        long began = System.nanoTime();
        do {
            run.run();
            long ended = System.nanoTime();
            samples.add((ended - began) / 1e3 / count);
            began = ended;
        } while (began < end);
        return Spread.of(samples);
    }

    /// Speed that lists other items would be worth nothing.
    private static void verify(ItemTiles tiles, float[] itemFactors, float[] userFactors, int k) {
        var fast = new TopK(LENGTH);
        var plain = new TopK(LENGTH);
        tiles.top(userFactors, 0, null, fast);
        for (int item = 0; item < tiles.items(); item++) {
            plain.offer(item, Kernels.dot(userFactors, 0, itemFactors, item * k, k));
        }
        plain.sort();
        for (int place = 0; place < plain.size(); place++) {
            if (fast.item(place) != plain.item(place) || fast.score(place) != plain.score(place)) {
                throw new IllegalStateException("the two rankings differ at place " + place);
            }
        }
    }

    /// Of more than a quarter of a gigabyte no more is read, and the time multiplied: no cache holds it.
    private Spread reading(long bytes) {
        var values = new int[Math.toIntExact(Math.min(bytes / Integer.BYTES, MOST_READ))];
        double share = bytes / (4.0 * values.length);
        int chunk = Math.toIntExact(Math.max(1, VALUES_PER_SAMPLE / values.length));
        var spread = measured(chunk, () -> {
            for (int i = 0; i < chunk; i++) {
                sum += read(values);
            }
        });
        return new Spread(share * spread.min(), share * spread.median(), share * spread.max());
    }

    /// Compares two equal halves, which is no more than to read both, with the widest loads that the JVM has.
    private static int read(int[] values) {
        int half = values.length / 2;
        return Arrays.mismatch(values, 0, half, values, half, 2 * half);
    }

    /// Normal variates drawn from a pool of them.
    static float[] random(int length, long seed) {
        var random = new SplittableRandom(seed);
        var pool = new float[POOL];
        for (int i = 0; i < POOL; i++) {
            pool[i] = (float) random.nextGaussian();
        }
        var values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = pool[random.nextInt() & POOL - 1];
        }
        return values;
    }
}
