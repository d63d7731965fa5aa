package io.recloop.recommender.reranking;

import java.util.Arrays;

/// The value of candidates by several signals: the mean of the signals by weight, each scaled to 0..1 between the
/// lowest and the highest of the candidates.
///
/// Scaled and not taken as they are, because a score of iALS, a cosine and a count have no common unit; by the
/// candidates and not by the catalogue, because it is these that have to be told apart. A signal that says the same of
/// all candidates says nothing and is 0 for all; where it is not known of a candidate, the candidate gets the mean of
/// those of which it is.
public final class Hybrid {
    private final Weights weights;
    private final double[][] scaled = new double[SignalKind.values().length][];

    public Hybrid(Weights weights) {
        this.weights = weights;
    }

    /// @param raw one a candidate; NaN where it is not known
    public void put(SignalKind kind, double[] raw) {
        scaled[kind.ordinal()] = scale(raw);
    }

    /// From 0 to 1.
    public double value(int candidate) {
        double sum = 0;
        for (var kind : SignalKind.values()) {
            sum += contribution(kind, candidate);
        }
        return sum;
    }

    /// From 0 to 1; 0 of a signal that was not put.
    public double scaled(SignalKind kind, int candidate) {
        var signal = scaled[kind.ordinal()];
        return signal == null ? 0 : signal[candidate];
    }

    /// The part of the value that comes from this signal.
    public double contribution(SignalKind kind, int candidate) {
        return weights.of(kind) * scaled(kind, candidate) / weights.sum();
    }

    static double[] scale(double[] raw) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : raw) {
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        var scaled = new double[raw.length];
        if (!(high > low)) {
            return scaled;
        }
        double sum = 0;
        int known = 0;
        for (int i = 0; i < raw.length; i++) {
            if (Double.isFinite(raw[i])) {
                scaled[i] = (raw[i] - low) / (high - low);
                sum += scaled[i];
                known++;
            }
        }
        if (known < raw.length) {
            double mean = sum / known;
            Arrays.setAll(scaled, i -> Double.isFinite(raw[i]) ? scaled[i] : mean);
        }
        return scaled;
    }
}
