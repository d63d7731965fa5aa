package io.recloop.benchmarks.numerics;

import io.recloop.numerics.kernels.ItemTiles;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.kernels.TopK;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One user's top 10 over the whole catalogue: packed tiles against one dot product an item.
///
/// Run: `java --add-modules jdk.incubator.vector -cp 'benchmarks/target/classes:benchmarks/target/lib/*'
/// org.openjdk.jmh.Main ScoreCatalogue`; without the flag, in the same run, `-jvmArgs ""` shows the scalar kernels.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector") // forks, not iterations, expose JIT luck
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScoreCatalogueBenchmark {
    private static final int LIMIT = 10;

    @Param({"3533", "41000"})
    int items;

    @Param("64")
    int factors;

    private float[] user = {};
    private float[] catalogue = {};
    private ItemTiles tiles = ItemTiles.pack(new float[0], 0, 1);

    @Setup
    public void fill() {
        var random = new SplittableRandom(7);
        user = gaussian(random, factors);
        catalogue = gaussian(random, items * factors);
        tiles = ItemTiles.pack(catalogue, items, factors);
        var fast = new TopK(LIMIT);
        tiles.top(user, 0, null, fast);
        var plain = dotByDot();
        for (int i = 0; i < LIMIT; i++) {
            if (fast.item(i) != plain.item(i)) {
                throw new AssertionError("the two rankings differ at " + i);
            }
        }
    }

    @Benchmark
    public int tiles() {
        var best = new TopK(LIMIT);
        tiles.top(user, 0, null, best);
        return best.item(0);
    }

    @Benchmark
    public int dots() {
        return dotByDot().item(0);
    }

    private TopK dotByDot() {
        var best = new TopK(LIMIT);
        for (int item = 0; item < items; item++) {
            best.offer(item, Kernels.dot(user, 0, catalogue, item * factors, factors));
        }
        best.sort();
        return best;
    }

    private static float[] gaussian(SplittableRandom random, int length) {
        var values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
