package io.recloop.recommender.outcomes;

import java.util.OptionalDouble;

/// Ratings as a straight line over the scores of one model, never falling, by least squares.
///
/// A score is no rating: it says who comes before whom. What rating goes with it is learnt from the ratings that come
/// in, the older ones counting less and less, and only those before the one that is predicted. Not thread-safe.
final class RatingLine {
    private static final double LOWEST = 0.5;
    private static final double HIGHEST = 5;

    /// The weight of a rating is halved by some 700 later ones.
    private static final double KEPT = 0.999;

    private final int enough;
    private int seen;
    private double weight;
    private double meanScore;
    private double meanRating;
    private double scoreSquares;
    private double products;

    /// @param enough ratings before the first prediction
    RatingLine(int enough) {
        this.enough = enough;
    }

    /// @return nothing where too few ratings were seen
    OptionalDouble predict(double score) {
        if (seen < enough) {
            return OptionalDouble.empty();
        }
        double slope = scoreSquares > 0 ? Math.max(0, products / scoreSquares) : 0;
        return OptionalDouble.of(Math.clamp(meanRating + slope * (score - meanScore), LOWEST, HIGHEST));
    }

    /// Weighted means and moments in one pass (West 1979), so that nothing cancels.
    void learn(double score, double rating) {
        seen = Math.min(seen + 1, enough);
        weight = KEPT * weight + 1;
        double fromMean = score - meanScore;
        meanScore += fromMean / weight;
        meanRating += (rating - meanRating) / weight;
        scoreSquares = KEPT * scoreSquares + fromMean * (score - meanScore);
        products = KEPT * products + fromMean * (rating - meanRating);
    }
}
