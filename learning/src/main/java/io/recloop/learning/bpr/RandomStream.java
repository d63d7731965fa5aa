package io.recloop.learning.bpr;

/// SplitMix64: a word costs three multiplications, and neighbouring seeds give unrelated streams.
///
/// Source: Steele, Lea, Flood, *Fast Splittable Pseudorandom Number Generators*, OOPSLA 2014. Not thread-safe.
final class RandomStream {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final float UNIT = 0x1p-24f;

    private long state;

    private RandomStream(long state) {
        this.state = state;
    }

    /// The stream of these coordinates, the same for every caller at any time.
    static RandomStream at(long seed, long... coordinates) {
        long state = mix(seed + GOLDEN);
        for (long coordinate : coordinates) {
            state = mix(state ^ mix(coordinate + GOLDEN));
        }
        return new RandomStream(state);
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /// Uniform in `[0, bound)`; off by less than bound·2⁻³², which no draw here can tell.
    int below(int bound) {
        return below((int) next(), bound);
    }

    /// Turns 32 random bits into one of `[0, bound)`.
    static int below(int bits, int bound) {
        return (int) ((bits & 0xffffffffL) * bound >>> 32);
    }

    /// Uniform in `[0, 1)`.
    float unit() {
        return (next() >>> 40) * UNIT;
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
