package io.recloop.recommender.reranking;

import java.util.Arrays;

/// The value of candidates by several signals: the mean of the signals by weight, each scaled to 0 for the lowest and
/// 1 for the highest of the candidates.
///
/// Scaled and not taken as they are, because a score of iALS, a cosine and a count have no common unit; by the
/// candidates and not by the catalogue, because it is these that have to differ. A signal that says the same of
/// all candidates says nothing and is 0 for all; where it is not known of a candidate, the candidate gets the mean of
/// those of which it is.
///
/// Candidates that are there only because a rule reaches for them do not take part in finding the lowest and the
/// highest, and may be outside of 0..1: one that is far below the others must not bring all of them together.
public final class ScoreBlend {
    private final Weights weights;
    private final int ordinary;
    private final double[][] scaled = new double[SignalKind.values().length][];

    /// @param ordinary how many candidates, the first ones, are there for their own sake
    public ScoreBlend(Weights weights, int ordinary) {
        this.weights = weights;
        this.ordinary = ordinary;
    }

    /// @param raw one a candidate; NaN where it is not known
    public void put(SignalKind kind, double[] raw) {
        scaled[kind.ordinal()] = scale(raw, ordinary);
    }

    public double value(int candidate) {
        double sum = 0;
        for (var kind : SignalKind.values()) {
            sum += contribution(kind, candidate);
        }
        return sum;
    }

    /// 0 of a signal that was not put.
    public double scaled(SignalKind kind, int candidate) {
        var signal = scaled[kind.ordinal()];
        return signal == null ? 0 : signal[candidate];
    }

    /// The part of the value that comes from this signal.
    public double contribution(SignalKind kind, int candidate) {
        return weights.of(kind) * scaled(kind, candidate) / weights.sum();
    }

    static double[] scale(double[] raw, int ordinary) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < ordinary; i++) {
            if (Double.isFinite(raw[i])) {
                low = Math.min(low, raw[i]);
                high = Math.max(high, raw[i]);
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
