package io.recloop.monitor.verdicts;

/// What a check measured in a window, or why it could not.
public sealed interface Measurement {
    /// @param effect     in the check's own units, at least 0; compared with the floors
    /// @param noiseFloor the 99th percentile of `effect` under no drift at this sample size
    /// @param pValue     probability of so much or more under no drift
    /// @param sampleSize observations in the window
    record Measured(double effect, double noiseFloor, double pValue, long sampleSize, String explanation)
            implements Measurement {
        public Measured {
            if (!(effect >= 0) || !(noiseFloor >= 0) || !(pValue >= 0 && pValue <= 1)) {
                throw new IllegalArgumentException(
                        "not a measurement: effect %s, noise floor %s, p %s".formatted(effect, noiseFloor, pValue));
            }
        }
    }

    /// The statistic exists, the data do not suffice.
    record TooLittle(long sampleSize, String explanation) implements Measurement {}

    /// The statistic does not exist here, for example without a baseline.
    record NotDefined(long sampleSize, String explanation) implements Measurement {}

    long sampleSize();

    String explanation();
}
