package io.recloop.simulator.shop;

import java.util.SplittableRandom;

/// Independent random streams by purpose and number, so that what one visitor does never depends on who came before.
public final class Chance {
    /// What a stream is for. The name is part of the seed: renaming one changes every shop.
    public enum Purpose {
        TASTES,
        ITEM,
        ITEM_TASTE,
        VISITOR,
        ARRIVALS,
        SHIFT,
        PAST_VISIT,
        LIVE_VISIT,
        ORGANIC_VISIT
    }

    private final long seed;

    public Chance(long seed) {
        this.seed = seed;
    }

    public SplittableRandom stream(Purpose purpose, long number) {
        return new SplittableRandom(mix(mix(seed ^ hash(purpose.name())) + number * 0x9E3779B97F4A7C15L));
    }

    /// FNV-1a, because `Enum.hashCode` differs from one run to the next.
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /// Source: Steele, Lea, Flood, *Fast Splittable Pseudorandom Number Generators*, OOPSLA 2014, mix64 variant 13.
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
