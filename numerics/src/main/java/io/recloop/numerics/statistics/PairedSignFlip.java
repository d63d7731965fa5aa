package io.recloop.numerics.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The randomisation test of two paired samples: were the pairs exchangeable, each difference could as well have had
/// the other sign.
///
/// Source: Fisher, *The Design of Experiments*, 1935, §21; as a Monte Carlo test, Davison and Hinkley 1997, §4.2.
/// Under exchangeability the rate of `pValue ≤ α` is at most α for any number of pairs, however few of them differ;
/// that is what the bootstrap's bounds do not hold for small samples. The same seed gives the same p-value.
public final class PairedSignFlip {
    private PairedSignFlip() {}

    /// One-sided: small where a is greater than b beyond chance.
    ///
    /// @param flips random assignments of signs, 1000 or more for α = 0.05
    /// @return in `1/(flips + 1) .. 1`
    /// @throws IllegalArgumentException where the lengths differ or nothing is there
    public static double pValue(double[] a, double[] b, int flips, long seed) {
        if (flips <= 0) {
            throw new IllegalArgumentException("flips must be > 0, was " + flips);
        }
        var random = new SplittableRandom(seed);
        // A zero has no sign to flip.
        var units = Arrays.stream(PairedDifferences.units(PairedDifferences.of(a, b), random))
                .filter(difference -> difference != 0)
                .toArray();
        double observed = 0;
        double magnitude = 0;
        for (double unit : units) {
            observed += unit;
            magnitude += Math.abs(unit);
        }
        // Sums that are equal but for rounding count as reached: the test errs on the side of no difference.
        double reached = observed - units.length * 0x1p-52 * magnitude;
        int asGreat = 0;
        for (int flip = 0; flip < flips; flip++) {
            asGreat += flipped(units, random) >= reached ? 1 : 0;
        }
        return (asGreat + 1.0) / (flips + 1.0);
    }

    private static double flipped(double[] units, SplittableRandom random) {
        double sum = 0;
        long signs = 0;
        for (int i = 0; i < units.length; i++) {
            if ((i & 63) == 0) {
                signs = random.nextLong();
            }
            sum += (signs & 1) == 0 ? units[i] : -units[i];
            signs >>>= 1;
        }
        return sum;
    }
}
