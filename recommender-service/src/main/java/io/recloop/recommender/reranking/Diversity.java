package io.recloop.recommender.reranking;

import io.recloop.recommender.ranking.SimilarityBasis;

/// How unlike the items of a list are to be. Each place goes to the candidate with the highest
/// `λ·value − (1 − λ)·penalty·similarity`, the similarity being the largest cosine with an item that is already in the
/// list, or 0 where that is not above the threshold.
///
/// Source: Carbonell, Goldstein, *The Use of MMR, Diversity-Based Reranking*, SIGIR 1998; threshold and penalty are
/// ours.
///
/// @param lambda         0 to 1; 1 is the value alone
/// @param threshold      0 to 1: similarity up to here costs nothing
/// @param penalty        0 to 10
/// @param maxPerCategory the most of one category; 0 for any number
public record Diversity(double lambda, double threshold, double penalty, SimilarityBasis by, int maxPerCategory) {
    public static final Diversity OFF = new Diversity(1, 0, 1, SimilarityBasis.FACTORS, 0);

    public Diversity {
        within("lambda", lambda, 1);
        within("threshold", threshold, 1);
        within("penalty", penalty, 10);
        if (maxPerCategory < 0 || maxPerCategory > 1_000) {
            throw new IllegalArgumentException("maxPerCategory must be from 0 to 1000, 0 for any number");
        }
    }

    private static void within(String name, double value, double high) {
        if (!(value >= 0 && value <= high)) {
            throw new IllegalArgumentException("%s must be from 0 to %s".formatted(name, (int) high));
        }
    }

    public boolean isOff() {
        return !isByLikeness() && maxPerCategory == 0;
    }

    public boolean isByLikeness() {
        return lambda < 1 && penalty > 0;
    }

    double value(double relevance, double likeness) {
        return lambda * relevance - (1 - lambda) * penalty * (likeness > threshold ? likeness : 0);
    }
}
